/** The values that each template may use. Names that end in Url are checked as addresses before they get into a link. */
const company = [
  'companyName',
  'companyAddress',
  'companyPhone',
  'companyPhoneUrl',
  'companyEmail',
  'companyEmailUrl',
  'companyWebsite',
  'companyWebsiteUrl',
] as const;

const leadCard = [
  'leadName',
  'place',
  'formerPlace',
  'phone',
  'phoneUrl',
  'email',
  'emailUrl',
  'leadCompany',
  'product',
  'message',
  'receivedAt',
  'temperature',
  'temperatureMeaning',
  'repName',
  'said',
  'replyToLead',
  'replyToPosted',
  'writeTo',
] as const;

const toLead = ['greetingName', 'phone', 'product'] as const;

export const templateVariables = {
  assignedNotice: [...company, ...leadCard, 'reason'],
  repeatNotice: [...company, ...leadCard, 'formTitle'],
  hotNotice: [...company, ...leadCard, 'reason', 'urge', 'becameHotAt'],
  welcome: [...company, ...toLead],
  followUp: [...company, ...toLead],
} as const;

export type TemplateName = keyof typeof templateVariables;
export type TemplateValues<Name extends TemplateName> = Readonly<Record<(typeof templateVariables)[Name][number], string>>;

/** One language of a template, ready to be filled. `version` changes with every change of its content. */
export interface Template {
  readonly version: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}
