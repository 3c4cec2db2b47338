import type { LeadView } from '../../api/leads/lead-view.ts';
import type { WrittenView } from '../../api/leads/written-view.ts';
import { answerHider, type Principal } from '../access/index.ts';
import { type FormConfig, formKind } from '../capture/form-config.ts';
import { readSubmissions } from '../capture/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import { splitAnswers, standardFields } from '../leads/answers.ts';
import { formIdOf, refText, SubmissionRef } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';

/** Fields that every form may have and that stay with the post, by what they are called where no form says it. */
const ofPosts: ReadonlyMap<string, WrittenView['answers'][number]['label']> = new Map([
  ['message', { vi: 'Lời nhắn', en: 'Message' }],
  ['referredBy', { vi: 'Người giới thiệu', en: 'Referred by' }],
]);

/**
 * Returns what the person wrote with their latest post, and with their first, beyond what the record shows; the newest first. Whoever may know of
 * posts is for the caller to know; posts are not changed, so that a read that lags tells the truth.
 */
export async function writtenBy(
  { lastTouch, source }: Pick<LeadView, 'lastTouch' | 'source'>,
  principal: Principal,
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
): Promise<WrittenView[]> {
  const refs = new Map(
    [lastTouch, source].flatMap((touch) => {
      const { data: ref } = SubmissionRef.safeParse(touch);
      return ref ? [[refText(ref), ref] as const] : [];
    }),
  );
  const [posts, hide, forms, declared] = await Promise.all([
    readSubmissions(table, [...refs.values()], { consistent: false }),
    answerHider(principal, config),
    config.current(formKind),
    config.current(fieldKind),
  ]);
  return posts
    .toSorted((one, other) => (one.receivedAt < other.receivedAt ? 1 : -1))
    .flatMap((post) => {
      const form = forms.documents.get(formIdOf(post) ?? '');
      const all = Object.entries(hide({ ...post.fields, ...post.extra }));
      const left = all.filter(
        ([name, text]) =>
          text.trim() !== '' && (ofPosts.has(name) || !(hasPlace(name, form, declared.documents) || isConsent(name, text, form))),
      );
      if (left.length === 0) return [];
      const answers = left.map(([name, text]) => ({ name, ...inWords(name, text, form) }));
      return [{ at: post.receivedAt, form: form?.title ?? null, answers }];
    });
}

/** Whether the page shows an answer elsewhere: in the record, among its declared fields, or in the profile. */
function hasPlace(name: string, form: FormConfig | undefined, declared: ReadonlyMap<string, unknown>): boolean {
  return standardFields.has(name) || declared.has(name) || form?.fields.find((field) => field.name === name)?.mapsTo !== undefined;
}

/** Boxes that websites have people tick: each by a word that stands in their names. */
const consentWords = /^_?consent|gdpr|privacy|terms|accept|agree|dong[-_]?y|chap[-_]?nhan/i;

/**
 * Tells whether an answer is the tick under a consent and no word of the person: consents stand on the page with what they are good for. A question that the
 * form declares is an answer whatever it is called, and so is what is more than a tick.
 */
export function isConsent(name: string, text: string, form: Pick<FormConfig, 'fields'> | undefined): boolean {
  if (form?.fields.some((field) => field.name === name)) return false;
  return /^_?consent/i.test(name) || (consentWords.test(name) && isTick(text));
}

const isTick = (text: string): boolean =>
  /^(1|0|on|off|yes|no|y|n|true|false|có|co|không|khong|đồng ý|dong y|accepted|agreed)$/iu.test(text.trim());

function inWords(name: string, text: string, form: FormConfig | undefined): Pick<WrittenView['answers'][number], 'label' | 'text'> {
  const field = form?.fields.find((one) => one.name === name);
  const label = field?.label ?? ofPosts.get(name) ?? { vi: name, en: name };
  const options = new Map(field?.options?.map(({ value, label: called }) => [value, called]));
  if (options.size === 0) return { label, text: { vi: text, en: text } };
  const each = splitAnswers(text).map((one) => options.get(one) ?? { vi: one, en: one });
  return { label, text: { vi: each.map(({ vi }) => vi).join(', '), en: each.map(({ en }) => en).join(', ') } };
}
