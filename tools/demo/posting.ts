import { signFormToken } from '../../shared/capture/index.ts';
import type { Company } from './company.ts';
import type { Person } from './people.ts';

const minuteMs = 60_000;
const agent = 'Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36';

/** What somebody posts who came to a page for its form alone. */
interface PlainPost {
  readonly formId: string;
  /** Path of the page on which the form stands. */
  readonly page: string;
  /** For how long the form was open. */
  readonly openMs: number;
  /** What makes its token one of its own. */
  readonly nonce: string;
  /** What is null is not filled in. */
  readonly fields: Readonly<Record<string, string | null>>;
}

/** Posts a form for a person, who is known once the post was taken in. */
export async function post(company: Company, person: Person, { formId, page, openMs, nonce, fields }: PlainPost): Promise<void> {
  const { agenda, product } = company;
  const body = {
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
    context: { pageUrl: `https://annhien.example/${page}`, referrer: null, utm: {}, locale: 'vi' },
    consent: { contact: true },
    token: signFormToken(formId, new Date(agenda.nowMs - openMs), nonce, product.formTokenKey),
  };
  const ref = await product.post(formId, body, { address: `203.0.113.${person.number % 250}`, agent });
  agenda.at(agenda.nowMs + minuteMs, () => {
    const leadId = product.leadOf(ref);
    if (leadId !== undefined) company.isKnown(leadId, person);
  });
}
