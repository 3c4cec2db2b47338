import { fileURLToPath } from 'node:url';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ImportId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { describeInChromium } from '../../web/browser/support/chromium.ts';

const auditScript = fileURLToPath(new URL('../../web/browser/support/page-audit.js', import.meta.url));
const list =
  'Họ tên;SĐT;Công ty;NV phụ trách\nNguyễn Thị Hường;912345678;Sông Thu;Trần Thị Lan\nTrần An;0912 345 679;;\n;;;\nLê Không Số;;;\n';

describeInChromium('the page of lists', (open) => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  it('brings a list from its file to its end, and takes it back', async () => {
    const page = await open({ viewport: { width: 1200, height: 900 }, locale: 'vi-VN' });
    await page.addInitScript({ path: auditScript });
    page.on('dialog', (dialog) => dialog.accept());
    const tiles = async () => (await page.locator('.tile').allTextContents()).map((text) => Number.parseInt(text, 10));
    await page.goto(`${runtime.url}/_local/import`);

    await page.setInputFiles('#file', { name: 'Hội chợ Đà Nẵng.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
    const source = await page.inputValue('#source');
    await page.getByRole('button', { name: 'Tải lên' }).click();
    await page.getByRole('heading', { name: 'Mỗi cột là gì?' }).waitFor();
    const read = await page.evaluate("[...document.querySelectorAll('td select')].map(({ value }) => value)");
    const audit = await page.evaluate('window.auditPage()');
    await page.getByRole('radio', { name: 'nhân viên ghi trong dòng' }).check();
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByRole('button', { name: 'Nhập ngay' }).waitFor();
    const foreseen = await tiles();
    await page.getByRole('button', { name: 'Nhập ngay' }).click();
    await page.getByRole('button', { name: 'Hoàn tác' }).waitFor();
    const came = await tiles();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Tải tệp lỗi' }).click()]);
    await page.getByRole('button', { name: 'Hoàn tác' }).click();
    await page.getByText('2 dòng đã trở lại như trước.').waitFor();

    expect(source).toBe('hoi-cho-da-nang');
    expect(read).toEqual(['fullName', 'phone', 'company', 'owner']);
    expect([foreseen, came]).toEqual([
      [2, 0, 0, 1],
      [2, 0, 0, 1],
    ]);
    expect(download.suggestedFilename()).toBe('Hội chợ Đà Nẵng - lỗi.csv');
    expect(audit).toMatchObject({ contrast: { found: [] }, withoutName: [], repeatedIds: [], skippedHeadings: [], wider: 0 });
  });

  it('has a list go on whose step never ended, and says so before', async () => {
    const page = await open({ viewport: { width: 1200, height: 900 }, locale: 'vi-VN' });
    await page.addInitScript({ path: auditScript });
    await page.goto(`${runtime.url}/_local/import`);
    const buffer = Buffer.from('Họ tên;SĐT\nVõ Thị Sáu;0912 345 681\nLý Thường;0912 345 682\n');
    await page.setInputFiles('#file', { name: 'Dừng giữa chừng.csv', mimeType: 'text/csv', buffer });
    const opened = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/v1/imports'));
    await page.getByRole('button', { name: 'Tải lên' }).click();
    const { importId } = await (await opened).json();
    await page.getByRole('button', { name: 'Xem trước' }).click();
    await page.getByRole('button', { name: 'Nhập ngay' }).waitFor();
    await stopWhileRunning(importId);

    await page.goto(`${runtime.url}/_local/import#${importId}`);
    await page.reload();
    await page.getByText('Đã thử ba lần mà không làm xong bước này').waitFor();
    const audit = await page.evaluate('window.auditPage()');
    await page.getByRole('button', { name: 'Thử lại' }).click();
    await page.getByRole('button', { name: 'Hoàn tác', exact: true }).waitFor();

    expect((await page.locator('.tile').allTextContents()).map((text) => Number.parseInt(text, 10))).toEqual([2, 0, 0, 0]);
    expect(audit).toMatchObject({ contrast: { found: [] }, withoutName: [], repeatedIds: [], skippedHeadings: [], wider: 0 });
  });

  /** Leaves a list that waits to be started as three killed attempts at its first part do. */
  async function stopWhileRunning(importId: string): Promise<void> {
    await runtime.aws.document.send(
      new UpdateCommand({
        TableName: runtime.tableName,
        Key: keys.import(ImportId.parse(importId)),
        UpdateExpression: 'SET phase = :stopped, stoppedStep = :step, problem = :problem, startedAt = askedAt ADD version :one',
        ConditionExpression: 'phase = :previewed',
        ExpressionAttributeValues: {
          ':stopped': 'stopped',
          ':step': 'running',
          ':problem': 'keptEnding',
          ':one': 1,
          ':previewed': 'previewed',
        },
      }),
    );
  }
});
