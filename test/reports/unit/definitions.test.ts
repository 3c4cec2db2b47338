import { describe, expect, it } from '@jest/globals';
import { reportNames, reportQuery } from '../../../api/reports/report-words.ts';
import { definitions, reports } from '../../../shared/reports/index.ts';
import { funnelStages, stageTitles } from '../../../shared/reports/rules-stages.ts';
import { dimensionTitles, reportTitles } from '../../../shared/reports/texts.ts';

const columns = reports.flatMap(({ name, bases, columns }) =>
  bases.flatMap((basis) => columns(basis).map((column) => ({ report: name, ...column }))),
);

describe('definitions', () => {
  it('say of each column that is shown what it counts', () => {
    const missing = columns.filter(({ hidden, definition, name }) => !hidden && !definitions[definition ?? name]);

    expect(missing).toEqual([]);
  });

  it('tell the columns of a table apart', () => {
    const titles = columns
      .filter(({ hidden }) => !hidden)
      .map(({ report, definition, name, note }) => {
        const { title } = definitions[definition ?? name] ?? { title: { vi: name, en: name } };
        return { name: `${report} ${name}`, vi: `${report} ${title.vi}: ${note?.vi}`, en: `${report} ${title.en}: ${note?.en}` };
      });
    const alike = titles.filter((one) => titles.some((other) => other.name !== one.name && (other.vi === one.vi || other.en === one.en)));

    expect(alike).toEqual([]);
  });

  it('call a stage in a step of the funnel as in its own column', () => {
    for (const stage of funnelStages) expect(definitions[`stage.${stage}`]?.title).toEqual(stageTitles[stage]);
  });

  it('say nothing of a column that no report has', () => {
    const used = new Set(columns.map(({ definition, name }) => definition ?? name));

    expect(Object.keys(definitions).filter((name) => !used.has(name))).toEqual([]);
  });

  it('are whole in both languages', () => {
    const texts = Object.values(definitions).flatMap(({ title, text }) => [title.vi, title.en, text.vi, text.en]);

    expect(texts.filter((text) => text.trim() === '' || text !== text.trim())).toEqual([]);
  });
});

describe('a report', () => {
  it.each(reports.map((report) => [report.name, report] as const))('%s is made of columns that it has', (_name, { bases, columns }) => {
    const unknown = bases.flatMap((basis) => {
      const names = new Set(columns(basis).map(({ name }) => name));
      return columns(basis).flatMap((column) => {
        const asked =
          column.kind === 'share'
            ? [column.part, column.of]
            : column.kind === 'percentile'
              ? [column.of]
              : column.kind === 'per'
                ? [column.sum, column.of]
                : [];
        return asked.filter((name) => !names.has(name));
      });
    });

    expect(unknown).toEqual([]);
  });
});

describe('the API', () => {
  it('knows each report, and every word that it lets somebody choose', () => {
    const words = Object.fromEntries(Object.entries(reportQuery).map(([name, schema]) => [name, schema]));
    const unknown = reports.flatMap(({ name, options = {} }) =>
      Object.entries(options).flatMap(([option, values]) =>
        values.filter((value) => !words[option]?.safeParse(value).success).map((value) => `${name} ${option} ${value}`),
      ),
    );

    expect([...reportNames].sort()).toEqual(reports.map(({ name }) => name).sort());
    expect(unknown).toEqual([]);
  });

  it('calls each report, and each kind of rows, by a name', () => {
    const dimensions = new Set(reports.flatMap(({ dimensions: own }) => own));

    expect(reports.filter(({ name }) => !reportTitles[name])).toEqual([]);
    expect([...dimensions].filter((dimension) => !dimensionTitles[dimension])).toEqual([]);
  });
});
