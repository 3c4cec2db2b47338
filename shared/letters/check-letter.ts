import type { ConfigReader } from '../config/index.ts';
import { cleanMultiline, cleanText } from '../identity/index.ts';
import type { WholeLead } from '../leads/index.ts';
import { type FieldFault, InvalidInputError } from '../platform/errors.ts';
import { ReplyId, TopicId } from '../platform/ids.ts';
import { saysItAdvertises } from '../platform/rules-advertising-mark.ts';
import { hasMask } from '../platform/rules-masked-text.ts';
import type { Table } from '../platform/table.ts';
import { topicsInForce } from '../preferences/index.ts';
import { readReply } from '../replies/index.ts';
import type { Letter } from './letter.ts';
import { LetterTemplateId, letterTemplateKind } from './letter-config.ts';
import { unfilledIn } from './rules-text.ts';

/** A letter as its writer sends it in. */
export interface WrittenLetter {
  readonly subject: string;
  readonly text: string;
  readonly purpose: 'service' | 'advertising';
  readonly topicId?: string | undefined;
  readonly templateId?: string | undefined;
  readonly replyId?: string | undefined;
  /** The mark of the address that its writer saw. @default - whatever stands on the record */
  readonly addressMark?: string | undefined;
}

type Checked = Pick<Letter, 'subject' | 'text' | 'topic' | 'template' | 'reply' | 'thread'>;

/** Reads a letter as it was written. @throws InvalidInputError that names each fault and what to do */
export async function checkLetter(
  lead: WholeLead,
  { subject: typed, text: body, purpose, topicId, templateId, replyId }: WrittenLetter,
  { table, config }: { readonly table: Table; readonly config: ConfigReader },
): Promise<Checked> {
  const [subject, text] = [cleanText(typed), cleanMultiline(body)];
  const faults: FieldFault[] = [...faultsOf('subject', subject), ...faultsOf('text', text)];
  const [{ topics }, templates, reply] = await Promise.all([
    topicsInForce(config),
    config.current(letterTemplateKind),
    replyId === undefined ? undefined : readReply(table, lead, ReplyId.parse(replyId)),
  ]);
  const topic = topics.find(({ id }) => id === topicId);
  if (purpose === 'advertising' && !topic) faults.push({ path: 'topicId', message: 'say which of the topics it is about' });
  if (purpose === 'service' && [subject, text].some(saysItAdvertises))
    faults.push({ path: 'purpose', message: 'it begins with [QC] or [AD]: say that it is advertising, or take the mark out' });
  if (purpose === 'service' && topicId !== undefined)
    faults.push({ path: 'topicId', message: 'leave it out, or say that it is advertising' });
  const template = templates.documents.get(templateId ?? '');
  if (templateId !== undefined && !template)
    faults.push({ path: 'templateId', message: 'there is no such template any more: leave it out' });
  if (template?.purpose === 'advertising' && purpose !== 'advertising')
    faults.push({ path: 'purpose', message: 'what begins from this template is advertising' });
  if (replyId !== undefined && !reply) faults.push({ path: 'replyId', message: 'there is no such answer: leave it out' });
  if (faults.length > 0) throw new InvalidInputError('The letter has faults.', faults);
  return {
    subject,
    text,
    ...(topic ? { topic: TopicId.parse(topic.id) } : {}),
    ...(template ? { template: LetterTemplateId.parse(template.id) } : {}),
    ...(reply ? { reply: reply.replyId } : {}),
    ...(reply?.thread ? { thread: reply.thread } : {}),
  };
}

function faultsOf(path: 'subject' | 'text', text: string): FieldFault[] {
  if (text === '') return [{ path, message: path === 'subject' ? 'say what it is about' : 'write something to the person' }];
  const unfilled = unfilledIn(text);
  if (unfilled !== null) return [{ path, message: `fill in ${unfilled.slice(0, 40)}, or take it out` }];
  return hasMask(text) ? [{ path, message: 'a hidden number or address stands in it: write it out, or take it out' }] : [];
}
