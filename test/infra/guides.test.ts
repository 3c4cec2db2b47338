import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { settingNames } from '../../infra/settings.ts';
import { root } from '../../tools/build.ts';
import { readTemplate, type Template } from './support/templates.ts';

const guides = ['docs/deploy.md', 'docs/runbook.md'] as const;
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

/** As GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
const anchorsIn = (file: string) => [...textOf(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

describe.each(guides)('%s', (guide) => {
  let templates: Template[];
  beforeAll(async () => {
    templates = [await readTemplate('full', 'data'), await readTemplate('full', 'app'), await readTemplate('full', 'edge')];
  });

  it('names resources that a deployment makes', () => {
    const made = JSON.stringify(templates);
    const stacks = ['pheu-prod-data', 'pheu-prod-app', 'pheu-prod-edge'];

    const named = [...textOf(guide).matchAll(/pheu-prod[-/][a-z][a-z0-9-]*(?:\.fifo)?/g)].map(([name]) => name);

    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !stacks.includes(name) && !made.includes(`"${name}"`))).toEqual([]);
  });

  it('names outputs that the stacks have', () => {
    const outputs = new Set(templates.flatMap(({ Outputs }) => Object.keys(Outputs)));

    const named = [...textOf(guide).matchAll(/outputs? `?([A-Z][A-Za-z]+)`?/g)].map(([, name = '']) => name);

    expect(named.filter((name) => !outputs.has(name))).toEqual([]);
  });

  it('names settings that there are', () => {
    const named = [...textOf(guide).matchAll(/-c ([A-Za-z]+)=/g)].map(([, name = '']) => name);

    expect(named.filter((name) => !settingNames.includes(name))).toEqual([]);
  });

  it('runs commands that package.json has', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(textOf('package.json'));

    const named = [...textOf(guide).matchAll(/npm run ([a-z]+)/g)].map(([, name = '']) => name);

    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('links to files and chapters that are there', () => {
    const links = [...textOf(guide).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];

    const broken = links.flatMap(([link, file = '', anchor]) => {
      const target = file === '' ? guide : relative(root, join(root, dirname(guide), file));
      const isThere = anchor === undefined ? textOf(target).length > 0 : anchorsIn(target).includes(anchor);
      return isThere ? [] : [link];
    });

    expect(links.length).toBeGreaterThan(3);
    expect(broken).toEqual([]);
  });
});

it('docs/deploy.md explains every setting', () => {
  const explained = textOf('docs/deploy.md');

  expect(settingNames.filter((name) => !explained.includes(`\`${name}\``))).toEqual([]);
});
