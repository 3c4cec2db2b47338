import { formKind } from '../../../shared/capture/form-config.ts';
import type { Company } from '../company.ts';

/** The question about the birthday, which a date of the configuration names. */
export const birthdayQuestion = 'birthday';

/** What this company asks otherwise than the default configuration. */
export function forms({ agenda, product, span }: Company): void {
  agenda.at(span.startMs, async () => {
    // Whoever asks this company about something else has another need, which may be another team's.
    await product.publish(formKind, 'contact', (form) => ({ ...form, opensOpportunity: true }));
    await product.publish(formKind, 'newsletter', (form) => ({
      ...form,
      fields: [
        ...form.fields,
        { name: birthdayQuestion, label: { vi: 'Ngày sinh', en: 'Birthday' }, type: 'text' as const, required: false, maxLength: 20 },
      ],
    }));
  });
}
