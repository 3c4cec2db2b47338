import { describe, expect, it } from '@jest/globals';
import { defaultConfig } from '../../../config/index.ts';
import { companyKind } from '../../../shared/company/index.ts';
import { describeFault, parseDocuments } from '../../../shared/config/validate.ts';

const spans = (...written: string[]) =>
  written.map((span) => {
    const [from, to] = span.split('-');
    return { from, to };
  });
const holidaysOn = (...dates: string[]) => dates.map((date) => ({ date, name: 'Tết' }));
const usual = spans('08:00-12:00', '13:30-17:30');

const faultsOf = (workingHours: unknown): string[] =>
  parseDocuments(companyKind, [{ ...defaultConfig.company[0], workingHours }]).faults.map(describeFault);

describe('the working hours of a company', () => {
  it('are Monday to Saturday where it names none', () => {
    const silent: object = { ...defaultConfig.company[0], workingHours: undefined };
    const { documents, faults } = parseDocuments(companyKind, [silent]);

    expect(faults).toEqual([]);
    expect(documents[0]?.workingHours).toEqual({
      week: {
        ...Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'].map((day) => [day, usual])),
        sunday: [],
      },
      holidays: [],
    });
  });

  it.each([
    ['a break at noon', { week: { monday: spans('08:00-12:00', '13:30-17:30') } }],
    ['spans that touch', { week: { monday: spans('08:00-12:00', '12:00-17:30') } }],
    ['a night shift, in two parts', { week: { friday: spans('22:00-24:00'), saturday: spans('00:00-06:00') } }],
    ['holidays beside the usual week', { holidays: holidaysOn('2027-02-06') }],
  ])('may have %s', (_what, workingHours) => {
    expect(faultsOf(workingHours)).toEqual([]);
  });

  it.each([
    ['a time that no clock shows', { week: { monday: spans('8:00-17:30') } }, 'week.monday[0].from: write a time of day'],
    ['a span that ends before it begins', { week: { monday: spans('17:30-08:00') } }, 'week.monday[0].to: a span ends after'],
    ['an empty span', { week: { monday: spans('08:00-08:00') } }, 'week.monday[0].to: a span ends after'],
    ['spans that overlap', { week: { monday: spans('08:00-12:00', '11:00-17:30') } }, 'week.monday[1]: the spans of a day stand in order'],
    ['spans out of order', { week: { monday: spans('13:00-17:30', '08:00-12:00') } }, 'week.monday[1]: the spans of a day stand in order'],
    ['a week in which nobody works', { week: {} }, 'week: somebody works at some time of the week'],
    ['a date that is none', { holidays: holidaysOn('2027-02-30') }, 'holidays[0].date: write a date'],
    ['a holiday that stands twice', { holidays: holidaysOn('2027-02-06', '2027-02-06') }, 'holidays[1].date: 2027-02-06 stands twice'],
    ['a misspelt day', { week: { monday: usual, thusday: usual } }, 'week.thusday: there is no such setting'],
  ])('may not have %s', (_what, workingHours, fault) => {
    expect(faultsOf(workingHours)).toEqual([expect.stringContaining(`company/company workingHours.${fault}`)]);
  });
});
