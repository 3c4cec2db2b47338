import { type Both, type Life, receivers, type Scene } from './told-life.ts';

const cell = (lines: readonly string[]): string => lines.map((line) => line.replaceAll('|', '\\|')).join('<br>');
const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
/** What a moment sends leaves in no fixed order. */
const inFixedOrder = (mails: Scene['mails'], alike: Life['alike']): Scene['mails'] =>
  mails
    .map(({ to, subject }) => ({ to, subject: alike(subject) }))
    .toSorted((one, other) => receivers.indexOf(one.to) - receivers.indexOf(other.to) || one.subject.localeCompare(other.subject, 'vi'));
const inBoth = (lines: readonly Both[]): string => cell(lines.flatMap(({ vi, en }) => [vi, `*${en}*`]));

/** Writes a life as a page: what happens with what its rep sees, then the timeline as its reader sees it. */
export function lifePage({ scenes, alike }: Pick<Life, 'scenes' | 'alike'>): string {
  return [
    '# A life',
    '',
    'One person, from a page that a stranger looks at to a second purchase, what comes back of it, and a record that colleagues mend.',
    '`test/lifecycle/integration/a-life.test.ts` lives this life in the local runtime, through the HTTP API and timers, and holds this page against it. Day 1 is a Monday; whose turn',
    'it was stands here as Trần Thị Lan, and Lê Văn Phúc where the turn was another rep’s; ids of leads stand as L and a word.',
    '',
    '## What happens, and what the rep sees',
    '',
    '*Work* is `GET /v1/work` of the rep, first things first; *mails* are those that came since the line before, without those of sequences.',
    '',
    row('when', 'what happens', 'stage', 'work', 'mails'),
    row('---', '---', '---', '---', '---'),
    ...scenes.map(({ when, told, stage, work, mails }) =>
      row(when, told, stage, alike(inBoth(work)), cell(inFixedOrder(mails, alike).map(({ to, subject }) => `to ${to}: ${subject}`))),
    ),
    '',
    '## The timeline',
    '',
    'As the API tells it in both languages, here with the oldest line first; what belongs together stands together.',
    '',
    row('when', 'Tiếng Việt', 'English'),
    row('---', '---', '---'),
    ...scenes.flatMap(({ when, lines }) =>
      lines.map((told) => alike(row(when, cell(told.map(({ vi }) => vi)), cell(told.map(({ en }) => en))))),
    ),
    '',
  ].join('\n');
}
