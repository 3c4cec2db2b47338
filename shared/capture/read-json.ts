import { PostedSubmission } from '../../api/forms/posted-submission.ts';
import { isFlat, knownProperties, shapedBody, textsOf } from './json-shapes.ts';
import type { PageHints, Post, ReadPost } from './post.ts';
import { consentPrefix, postOfEntries } from './read-form.ts';

/** Deeper bodies are no form; the limit keeps the work on hostile ones small (OWASP API4). */
const maxDepth = 5;

/** Reads a JSON post; throws nothing, whatever the text is. */
export function readJsonPost(text: string, hints: PageHints): ReadPost {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { kind: 'unreadable', detail: 'The body is not valid JSON.' };
  }
  if (isDeeperThan(body, maxDepth)) return { kind: 'unreadable', detail: `The body is nested deeper than ${maxDepth} levels.` };
  const shaped = shapedBody(body);
  if (!shaped) return { kind: 'unreadable', detail: 'The body must be a JSON object with the property `fields`.' };
  const parsed = PostedSubmission.safeParse(shaped);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
    return { kind: 'invalid', faults, post: undefined };
  }
  return { kind: 'post', post: postOf(parsed.data, hints) };
}

/** The body as the entries that the same form sends without script, so that one rule reads both. */
function postOf(body: PostedSubmission, hints: PageHints): Post {
  const others = Object.entries(body).filter(([name]) => !knownProperties.has(name) && !Object.hasOwn(body.fields, name));
  const posted = [...others, ...Object.entries(body.fields)];
  const consents = Object.entries(body.consent ?? {}).map(([purpose, answer]) => [`${consentPrefix}${purpose}`, answer] as const);
  const entries = [...posted, ...consents].flatMap(([name, value]) => textsOf(value).map((text) => [name, text] as const));
  const post = postOfEntries({ entries, droppedFiles: body.droppedFiles ?? [] }, hints, body.context);
  return {
    ...post,
    submissionId: body.submissionId || post.submissionId,
    nested: new Set(posted.flatMap(([name, value]) => (isFlat(value) ? [] : [name]))),
    token: body.token || post.token,
  };
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}
