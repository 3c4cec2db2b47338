import { z } from 'zod';

// A context is a help, not a duty: whatever of it does not fit is left out, and the post is as welcome.
const text = z.string().optional().catch(undefined);
const utmShape = z.object({ source: text, medium: text, campaign: text, term: text, content: text }).catch({});
/** Where the form stood, as a page tells it. */
export const PostedContext = z
  .object({
    pageUrl: text,
    referrer: text,
    utm: utmShape.optional(),
    visitorId: text,
    sessionId: text,
    sessionStartedAt: text,
    sentAt: text,
    locale: text,
  })
  .catch({})
  .meta({ description: 'Where the form stood; utm is taken from pageUrl when it is not given, locale from the headers' });
export type PostedContext = z.infer<typeof PostedContext>;

const OneAnswer = z.union([z.boolean(), z.string(), z.number()]);
const ConsentAnswer = z.union([OneAnswer, z.array(OneAnswer), z.null()]);
/** `{"granted": "on", "at": …}`, as consent managers write it; the words that may hold the answer. */
const NestedAnswer = z.object({ granted: OneAnswer, value: OneAnswer, checked: OneAnswer, accepted: OneAnswer }).partial();
/** Whatever is no answer is a no: a lead is not lost for the shape of a consent. */
const Consents = z
  .record(
    z.string(),
    z.union([ConsentAnswer, NestedAnswer.transform((nested) => Object.values(nested)), z.unknown().transform(() => null)]),
  )
  .nullish()
  .catch(null);

/** The body of a JSON post. */
export const PostedSubmission = z
  .looseObject({
    submissionId: z
      .string()
      .nullish()
      .meta({ description: '1–128 of A–Z a–z 0–9 . _ ~ -; the same id and body again is the same submission', example: '0b7d6c1e-4a55' }),
    fields: z.record(z.string(), z.unknown()).meta({
      description:
        'Values by field name, a list where one name has several; names that the form does not know are kept beside the lead. Reserved names (`_consent.newsletter`, `_pageUrl` …) say what they say in a plain HTML post. A list of `{name, value}`, values as `{value, label}`, and fields inside of `data` or `payload`, as webhooks have them, are taken as well',
    }),
    context: PostedContext.optional(),
    consent: Consents.meta({
      description:
        'Answers per purpose: contact, newsletter, tracking; a missing one is a no. A text says what a box or radio button of that value says',
    }),
    token: z.string().nullish().meta({ description: 'The signed token that came with the form; proves the fill time' }),
    droppedFiles: z.array(z.string()).nullish().meta({ description: 'Names of files that the visitor chose and a JSON post cannot carry' }),
  })
  .meta({ id: 'PostedSubmission' });
export type PostedSubmission = z.infer<typeof PostedSubmission>;
