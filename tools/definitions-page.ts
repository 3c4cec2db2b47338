import { definitions, type Report, reports } from '../shared/reports/index.ts';
import { principles } from '../shared/reports/principles.ts';
import { reportTitles } from '../shared/reports/texts.ts';

const languages = ['vi', 'en'] as const;
type Language = (typeof languages)[number];

const heads = {
  vi: { title: 'Định nghĩa của các báo cáo', all: 'Chung cho mọi báo cáo', column: 'Cột', counts: 'Đếm gì' },
  en: { title: 'What reports count', all: 'Of all reports', column: 'Column', counts: 'What it counts' },
} as const;

/** What every number of every report counts, in both languages, as Markdown: of the same words as the tooltips. */
export function definitionsPage(): string {
  return ['<!-- Made by `npm run generate` from shared/reports; do not edit. -->', ...languages.flatMap(chapter)].join('\n');
}

function chapter(language: Language): string[] {
  const { title, all, column, counts } = heads[language];
  return [
    '',
    `# ${title}`,
    '',
    `## ${all}`,
    '',
    ...principles.map((one) => `- **${one.title[language]}**: ${one.text[language]}`),
    ...reports.flatMap((report) => [
      '',
      `## ${reportTitles[report.name]?.[language] ?? report.name} (\`${report.name}\`)`,
      '',
      `| ${column} | ${counts} |`,
      '|---|---|',
      ...rowsOf(report, language),
    ]),
    '',
  ];
}

function rowsOf({ bases, columns }: Report, language: Language): string[] {
  const shown = bases.flatMap((basis) => columns(basis)).filter(({ hidden }) => !hidden);
  const names = [...new Set(shown.map(({ name, definition = name }) => definition))];
  return names.map((name) => `| ${definitions[name]?.title[language] ?? name} | ${definitions[name]?.text[language] ?? ''} |`);
}
