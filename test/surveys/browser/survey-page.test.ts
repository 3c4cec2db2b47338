import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Locale } from '../../../shared/leads/index.ts';
import { FormId } from '../../../shared/platform/ids.ts';
import { surveyUrl } from '../../../shared/surveys/index.ts';
import { signedLinkKey } from '../../support/confirming.ts';
import { Reader } from '../../support/preferences.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';

const auditScript = fileURLToPath(new URL('../../web/browser/support/page-audit.js', import.meta.url));
const clean = { contrast: { found: [] }, withoutName: [], smallTargets: [], repeatedIds: [], skippedHeadings: [], wider: 0 };

describeInChromium('the page of a survey behind the link of a mail', (open) => {
  let reader: Reader;
  let server: Server;
  let siteUrl: string;
  beforeEach(async () => {
    reader = await Reader.create();
    server = createServer(async (request, response) => {
      const token = (request.url ?? '').split('/').at(-1) ?? '';
      const answer = await reader.follow(request.method === 'POST' ? 'POST' : 'GET', 'surveys', token, await text(request));
      response.writeHead(answer.statusCode, answer.headers).end(answer.body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    siteUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const link = (locale: Locale) =>
    surveyUrl(
      { leadId: reader.lead.leadId, formId: FormId.parse('khao-sat'), mailId: 'mail-1', locale },
      { at: reader.world.parts.clock(), days: 30 },
      { siteUrl, signedLinkKey },
    );
  const answers = () => reader.world.itemsOf('SUBMISSION#form#khao-sat').map(({ fields }) => fields);

  it.each([
    ['vi', 320, 'light'],
    ['vi', 390, 'dark'],
    ['en', 1280, 'light'],
    ['en', 1280, 'dark'],
  ] as const)(
    'in %s at %i px, %s: readable contrast, named controls, large targets, nothing beyond the edge',
    async (locale, width, theme) => {
      const page = await open({ viewport: { width, height: 900 }, colorScheme: theme });
      await page.addInitScript({ path: auditScript });
      const send = page.getByRole('button');
      const audits: unknown[] = [];
      const audit = async () => audits.push(await page.evaluate('window.auditPage()'));

      await page.goto(link(locale));
      await audit();
      await send.click();
      await page.getByRole('alert').waitFor();
      await audit();
      await page.locator('input[name=score]').last().check();
      await page.locator('textarea').first().fill('Tốt');
      await audit();
      await send.click();
      await page.getByRole('heading', { name: locale === 'vi' ? 'Cảm ơn' : 'Thank you' }).waitFor();
      await audit();

      expect(audits).toEqual(
        Array.from({ length: 4 }, () => expect.objectContaining({ ...clean, contrast: expect.objectContaining(clean.contrast) })),
      );
      expect(answers()).toEqual([{ score: '10', reason: 'Tốt' }]);
    },
  );

  it('has all scores in one row where there is room', async () => {
    const page = await open({ viewport: { width: 600, height: 700 } });
    await page.goto(link('vi'));

    const boxes = await Promise.all((await page.locator('.score label').all()).map((label) => label.boundingBox()));

    expect(boxes).toHaveLength(11);
    expect(new Set(boxes.map((box) => box?.y)).size).toBe(1);
  });

  it('is answered by keyboard alone', async () => {
    const page = await open({ viewport: { width: 360, height: 700 } });
    await page.goto(link('vi'));

    await page.locator('input[name=score]').first().focus();
    for (let step = 0; step < 7; step += 1) await page.keyboard.press('ArrowRight');
    await page.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Cảm ơn' }).waitFor();

    expect(answers()).toEqual([{ score: '7' }]);
  });
});
