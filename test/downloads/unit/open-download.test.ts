import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { defaultConfig } from '../../../config/index.ts';
import { FormConfig } from '../../../shared/capture/form-config.ts';
import type { ConfigKind, ConfigReader } from '../../../shared/config/index.ts';
import { downloadPath, openDownload } from '../../../shared/downloads/index.ts';
import { FormId, SubmissionId } from '../../../shared/platform/ids.ts';
import { signLinkToken } from '../../../shared/signed-links/index.ts';
import { createBorder, formsWith, startedAt } from '../../support/capture.ts';

const file = 'so-quy.csv';
const person = { email: 'huong@annam.example' };

/** A form that is for a file, its border, and what stands behind the links of its answers. */
function deployed(changes: Partial<FormConfig> = { download: { file } }) {
  const border = createBorder(formsWith('contact', changes));
  const files = new Set([`downloads/${file}`]);
  const company = new Map(defaultConfig.company.map((one) => [one.id, one]));
  const current = async (kind: ConfigKind) =>
    kind.name === 'company'
      ? { ...(await border.parts.config.current({ ...kind, name: 'forms' })), documents: company }
      : border.parts.config.current(kind);
  const parts = {
    table: border.parts.table,
    config: { current } as unknown as ConfigReader,
    clock: () => border.time.now,
    downloadKeys: border.parts.formTokenKeys,
    objects: { sizeOf: async (key: string) => (files.has(key) ? 1 : undefined) },
    addresses: { forGet: async (key: string, name: string, seconds: number) => `https://files.example/${key}?as=${name}&for=${seconds}` },
  };
  const post = async (submissionId: string) => {
    const answer = await border.post({ body: { submissionId, fields: person } });
    return { ...JSON.parse(answer.body ?? '{}'), code: answer.statusCode };
  };
  const open = (path: string) => openDownload(path.split('/').at(-1) ?? '', parts);
  return { border, files, parts, post, open };
}

const later = (hours: number) => new Date(startedAt.getTime() + hours * 3_600_000);

describe('the file that a post asked for', () => {
  it('is told of in the answer, and lies behind the link for five minutes each time', async () => {
    const { post, open } = deployed();

    const answer = await post('post-1');

    expect(answer).toMatchObject({ code: 202, downloadPath: expect.stringMatching(/^\/v1\/downloads\/[\w.-]+$/) });
    expect(await open(answer.downloadPath)).toEqual({ kind: 'file', url: `https://files.example/downloads/${file}?as=${file}&for=300` });
  });

  it('changes nothing, however often somebody or something opens the link', async () => {
    const { border, post, open } = deployed();
    const { downloadPath: path } = await post('post-1');
    const before = JSON.stringify(border.items());

    for (let n = 0; n < 3; n += 1) await open(path);

    expect(JSON.stringify(border.items())).toBe(before);
  });

  it('is not told of by a form that is for none', async () => {
    const { post } = deployed({});

    expect(await post('post-1')).not.toHaveProperty('downloadPath');
  });

  it('is there for a day after the post, and a second post of the same gives a link anew', async () => {
    const { border, post, open } = deployed();
    const { downloadPath: path } = await post('post-1');

    border.time.now = later(23);
    expect(await open(path)).toMatchObject({ kind: 'file' });
    border.time.now = later(25);
    expect(await open(path)).toMatchObject({ kind: 'expired', locale: 'vi' });
    const again = await post('post-1');
    expect(await open(again.downloadPath)).toMatchObject({ kind: 'file' });
    expect(border.submissions()).toHaveLength(1);
  });

  it('is for nobody who made a link up, or took one of another purpose or key', async () => {
    const { parts, post, open } = deployed();
    const { downloadPath: path } = await post('post-1');
    const [key = ''] = parts.downloadKeys;
    const claims = path.split('/').at(-1).split('.').slice(1, -1);
    const made = {
      cut: path.slice(0, -1),
      ofAnotherPost: path.replace(claims[1], Buffer.from('post-2').toString('base64url')),
      ofAnotherPurpose: signLinkToken('number', claims, later(1), key),
      ofAnotherKey: signLinkToken('download', claims, later(1), 'another key'),
    };

    for (const [how, link] of Object.entries(made)) expect([how, (await open(link)).kind]).toEqual([how, 'unknown']);
  });

  it.each([
    ['the post is gone', 'no-post', file],
    ['the file is gone', 'post-1', 'another.csv'],
  ])('says what to do where %s', async (_why, submissionId, there) => {
    const { files, parts, post, open } = deployed();
    await post('post-1');
    files.clear();
    files.add(`downloads/${there}`);
    const [key = ''] = parts.downloadKeys;

    const link = downloadPath(
      { formId: FormId.parse('contact'), submissionId: SubmissionId.parse(submissionId), locale: 'en' },
      startedAt,
      key,
    );

    expect(await open(link)).toMatchObject({ kind: 'gone', locale: 'en' });
  });

  it('lies in the folder that each deployment copies, for every form of the configuration', async () => {
    const config = join(import.meta.dirname, '../../../config');
    const forms = z.array(FormConfig).parse(JSON.parse(await readFile(join(config, 'forms.json'), 'utf8')));
    const named = forms.flatMap(({ download }) => (download ? [download.file] : []));

    expect(named).not.toEqual([]);
    expect(named.filter((name) => !existsSync(join(config, 'downloads', name)))).toEqual([]);
  });
});
