/** What a template may name: a text, an address for a link, or a list whose rows have texts of their own. */
type Variable =
  | { readonly is: 'text' | 'url'; readonly always: boolean; readonly sample: Sample }
  | { readonly is: 'list'; readonly always: boolean; readonly row: Readonly<Record<string, Sample>> };

interface Sample {
  readonly vi: string;
  readonly en: string;
}

const both = (text: string): Sample => ({ vi: text, en: text });
const text = (vi: string, en = vi): Variable => ({ is: 'text', always: false, sample: { vi, en } });
const always = (sample: string): Variable => ({ is: 'text', always: true, sample: both(sample) });
const url = (sample: string): Variable => ({ is: 'url', always: true, sample: both(sample) });

/**
 * All that templates may name. `always`: every mail has it; for the rest a template gives a fallback or asks with `if`. Texts come ready to
 * be read, in the language of the mail: sums with their currency, moments with day and hour.
 */
export const variables = {
  /** The word that a mail greets with: the given name, the Vietnamese way or the English way. */
  'lead.givenName': text('Lan'),
  'lead.fullName': text('Nguyễn Thị Lan'),
  'lead.company': text('Công ty An Bình', 'An Binh Ltd'),
  'lead.title': text('Trưởng phòng mua hàng', 'Head of purchasing'),
  'lead.province': text('Hà Nội', 'Hanoi'),
  /** What the person asked about. */
  'lead.product': text('Phần mềm bán hàng', 'Sales software'),
  'owner.name': text('Trần Minh'),
  'owner.email': text('minh@example.com'),
  /** What the run is about: what was asked about, suggested, or bought, of an order the first product that is listed. */
  'about.product': text('Phần mềm kế toán', 'Accounting software'),
  'about.moment': text('09:00, 07/12/2026', '09:00, 7 Dec 2026'),
  'purchase.total': text('3.600.000 ₫', 'VND 3,600,000'),
  'purchase.items': {
    is: 'list',
    always: false,
    row: {
      name: { vi: 'Phần mềm bán hàng', en: 'Sales software' },
      quantity: both('1'),
      total: { vi: '3.600.000 ₫', en: 'VND 3,600,000' },
    },
  },
  'company.name': always('Công ty An Nhiên'),
  'company.address': always('Số 1 đường Ví Dụ, TP. Hồ Chí Minh'),
  'company.phone': always('1900 0000'),
  'company.email': always('xinchao@annhien.example'),
  'company.websiteUrl': url('https://annhien.example'),
  /** Where a person leaves or chooses topics. */
  'links.unsubscribeUrl': url('https://annhien.example/v1/unsubscribe/token'),
  'links.preferencesUrl': url('https://annhien.example/v1/preferences/token'),
  /** Where a person answers the survey that the template names. */
  'links.surveyUrl': url('https://annhien.example/v1/surveys/token'),
} as const satisfies Readonly<Record<string, Variable>>;

export type VariableName = keyof typeof variables;
export const variableNames = Object.keys(variables) as VariableName[];

/** Names of those that a mail may be without, and for which a template may have a fallback. */
export type SometimesName = {
  [Name in VariableName]: (typeof variables)[Name] extends { is: 'text'; always: boolean } ? Name : never;
}[VariableName];

/** Values of one mail by their names; what is left out or empty is not known. Rows of a list carry the names of its columns. */
export type TemplateValues = {
  readonly [Name in VariableName]?: (typeof variables)[Name] extends { is: 'list' } ? readonly Readonly<Record<string, string>>[] : string;
};

/** Returns the variable of a name that somebody wrote; undefined where there is none. */
export function variableOf(name: string): Variable | undefined {
  return Object.hasOwn(variables, name) ? variables[name as VariableName] : undefined;
}
