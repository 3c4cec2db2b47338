import type { LetterDeskView } from '../../api/letters/letter-desk-view.ts';
import type { Principal } from '../access/index.ts';
import { readCompany } from '../company/index.ts';
import type { Lead } from '../leads/index.ts';
import {
  answeringSubject,
  fillLetter,
  letterBar,
  letterReasonWords,
  letterTemplateKind,
  notAcceptedBar,
  signatureOf,
  writerOf,
} from '../letters/index.ts';
import { type ProductParts, readAddressFacts } from '../mail/index.ts';
import type { TopicId } from '../platform/ids.ts';
import { topicsInForce } from '../preferences/index.ts';
import { readReplies } from '../replies/index.ts';
import { readTasks } from '../tasks/index.ts';
import { readTemplateValues } from './template-values.ts';

/** Shows what somebody begins a letter with: whether it would go, by what the gate decides with, what it may begin from, and what it would answer. */
export async function showLetterDesk(
  lead: Lead,
  principal: Principal,
  { clock, ...parts }: Pick<ProductParts, 'table' | 'config' | 'digests' | 'clock'>,
): Promise<LetterDeskView> {
  const { table, config } = parts;
  const company = await readCompany(config);
  const now = clock();
  const [notAccepted, receiver, { topics }, writer, templates, values, [newest]] = await Promise.all([
    notAcceptedBar(lead, principal, table),
    lead.email === null ? noAddress : readAddressFacts(lead.email, company, { ...parts, sender: { from: company.email } }),
    topicsInForce(config),
    writerOf(principal.userId, config),
    config.current(letterTemplateKind),
    readValues(lead, company, now, parts),
    readReplies(table, lead, { limit: 1 }),
  ]);
  const may = (topic: TopicId | null, names: LetterDeskView['may'][number]['names']): LetterDeskView['may'][number] => {
    const reason = notAccepted ?? letterBar({ lead, ...receiver }, topic, now);
    const purpose = topic === null ? 'service' : 'advertising';
    return { purpose, topicId: topic, names, may: reason === null, reason, reasonText: reason === null ? null : letterReasonWords(reason) };
  };
  return {
    leadId: lead.leadId,
    to: lead.email,
    addressMark: lead.email === null ? null : parts.digests.address(lead.email),
    from: writer.name === '' ? company.name : `${writer.name} – ${company.name}`,
    signature: signatureOf(writer.name, company, lead.locale),
    locale: lead.locale,
    may: [may(null, null), ...topics.map(({ id, names }) => may(id, names))],
    templates: [...templates.documents.values()].map((template) => ({
      templateId: template.id,
      names: template.names,
      purpose: template.purpose,
      topicId: template.topic ?? null,
      ...fillLetter(template, lead.locale, { ...values, 'writer.name': writer.name }),
    })),
    answering: newest ? { replyId: newest.replyId, at: newest.at, subject: answeringSubject(newest.subject ?? '') } : null,
  };
}

const noAddress = { address: {}, addressProblem: null } as const;

/** What is known of the person, in texts; a list is nothing that stands in a sentence. */
async function readValues(
  lead: Lead,
  company: Parameters<typeof readTemplateValues>[3]['company'],
  now: Date,
  { table, config }: Pick<ProductParts, 'table' | 'config'>,
): Promise<Readonly<Record<string, string>>> {
  const tasks = await readTasks(table, lead);
  const asked = { run: { about: {} }, tasks, moments: undefined, now };
  const values = await readTemplateValues(lead, asked, lead.locale, { table, company, config });
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}
