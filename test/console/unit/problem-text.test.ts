import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Problem } from '../../../api/problem.ts';
import type { Route } from '../../../api/route.ts';
import { problemTitles } from '../../../shared/platform/http/problem.ts';
import { ProblemError, UnreachableError } from '../../../web/src/console/api/index.ts';
import { problemText } from '../../../web/src/console/app/problem-text.ts';
import { en } from '../../../web/src/console/texts/en.ts';
import { vi } from '../../../web/src/console/texts/vi.ts';

const texts = { vi, en };
const isVietnamese = (text: string): boolean => /[à-ỹđ]/i.test(text);
const problem = (code: string, more: Partial<Problem> = {}): ProblemError =>
  new ProblemError({ type: `/v1/docs#problem-${code}`, title: 'Title', status: 422, detail: 'For programmers.', id: 'r-1', ...more });

const consoleFolder = join(import.meta.dirname, '../../../web/src/console');

/** Every route that the console calls, with its contract. */
async function routesOfConsole(): Promise<readonly Route[]> {
  const files = readdirSync(consoleFolder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  const named = files.flatMap((file) =>
    [...readFileSync(join(consoleFolder, file), 'utf8').matchAll(/import type \{ ((?:\w+Route(?:, )?)+) \} from '(\.[^']+)'/g)].flatMap(
      ([, names = '', path = '']) => names.split(', ').map((name) => ({ name, path: join(consoleFolder, file, '..', path) })),
    ),
  );
  return await Promise.all(named.map(async ({ name, path }) => (await import(path))[name] as Route));
}

describe('refusals in the console', () => {
  it.each(Object.keys(problemTitles))('say %s in both languages', (code) => {
    const [said, inEnglish] = (['vi', 'en'] as const).map((language) => problemText(problem(code), texts[language], language));

    expect(isVietnamese(said ?? '')).toBe(true);
    expect(isVietnamese(inEnglish ?? '')).toBe(false);
    expect([said, inEnglish]).not.toContain('For programmers.');
  });

  it('say of every field of every route of the console what to put right, and of no other', async () => {
    const routes = await routesOfConsole();

    const fields = routes.flatMap(({ body, query, headers }) => [body, query, headers].flatMap((part) => Object.keys(part?.shape ?? {})));

    expect(routes.length).toBeGreaterThan(20);
    for (const { problems } of [vi, en]) expect(Object.keys(problems.fields).sort()).toEqual([...new Set(fields)].sort());
    for (const text of Object.values(vi.problems.fields)) expect(isVietnamese(text)).toBe(true);
    for (const text of Object.values(en.problems.fields)) expect(isVietnamese(text)).toBe(false);
  });

  it('name the field before the code, and the field of an entry within it', () => {
    const error = problem('invalid_input', {
      errors: [
        { path: 'strange', message: 'odd' },
        { path: 'consent.contact.how', message: 'Invalid input' },
      ],
    });

    expect(problemText(error, vi, 'vi')).toBe(vi.problems.fields.consent);
    expect(problemText(error, en, 'en')).toBe(en.problems.fields.consent);
  });

  it('are in the words of the API where it says them in both languages', () => {
    const error = problem('impossible_task_act', { detail: 'The task is done already. Việc này đã xong rồi.' });

    expect(problemText(error, vi, 'vi')).toBe('Việc này đã xong rồi.');
    expect(problemText(error, en, 'en')).toBe('The task is done already.');
  });

  it('tell the id of what nobody knows here, and what to do', () => {
    for (const language of ['vi', 'en'] as const) {
      const said = problemText(problem('of_tomorrow', { id: 'r-42' }), texts[language], language);

      expect(said).toContain(texts[language].problems.unknown);
      expect(said).toContain('r-42');
      expect(problemText(problem('internal', { status: 500, id: 'r-43' }), texts[language], language)).toContain('r-43');
    }
  });

  it('are told from an answer that did not come', () => {
    expect(problemText(new UnreachableError('no answer'), vi, 'vi')).toBe(vi.shell.offline);
  });
});
