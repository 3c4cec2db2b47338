import type { FormConfig } from './form-config.ts';

type Offered = Pick<FormConfig, 'download'> | undefined;

/** Tells whether the page shows the link to the file of a form. */
export const deliversOnPage = (form: Offered): boolean => form?.download !== undefined && form.download.deliver !== 'mail';

/** Tells whether a mail brings the link to the file of a form. */
export const deliversByMail = (form: Offered): boolean => form?.download?.deliver === 'mail' || form?.download?.deliver === 'both';
