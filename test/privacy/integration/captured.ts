import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Runtime } from '../../support/runtime.ts';

/** One thing that the runtime wrote down, with the place where it was found. */
export interface Captured {
  readonly where: string;
  readonly text: string;
}

/** Records whose purpose is to hold what a person typed, or where they came from; everything else in the table must do without. */
const holdsAPerson = (pk: string, sk: string): boolean =>
  ['LEAD', 'PROFILE', 'PROPOSALS', 'PROVENANCE'].includes(sk) ||
  sk.startsWith('POST#') ||
  (sk === 'RAW' && (pk.startsWith('SUBMISSION#') || pk.startsWith('BADROW#')));
/** A decision keeps what territories could ask of its lead, so that it can be made again; it lies in the lead's records and goes with them. */
const withoutAsked = (sk: string, { attributes, ...rest }: Readonly<Record<string, unknown>>) =>
  sk.startsWith('DECISION#') ? rest : { ...rest, ...(attributes === undefined ? {} : { attributes }) };
/** A firm's name and domains are no person's: who belongs to it stands with the lead. */
const tellsOfAFirm = (pk: string, sk: string): boolean => pk.startsWith('COMPANY#') && sk === 'COMPANY';
/** Words that are looked for stand in sort keys, which is what finds them (docs/adr/0109); partitions are digests, and the rows go with the lead. */
const isLookedFor = (sk: string): boolean => sk.startsWith('FIND#');
/** A claim keeps the folded name beside the number's digest: it tells people apart who share a phone. */
const holdsAName = (sk: string): boolean => sk === 'CLAIM';

/** The queue with what SES itself tells: its format names the recipients. Nothing of it is passed on. */
export const feedbackQueue = /-mail-feedback$/;

/** Everything that leaves a function: what it logs, sends, publishes and stores beside the records of a person. */
export async function everythingCaptured(runtime: Runtime): Promise<Captured[]> {
  const captured: Captured[] = [];
  const add = (where: string, value: unknown) =>
    captured.push({ where, text: typeof value === 'string' ? value : (JSON.stringify(value) ?? '') });

  for (const { source, text } of await runtime.logs()) add(`log of ${source}`, text);
  for (const { queue, ...message } of await runtime.messages()) if (!feedbackQueue.test(queue)) add(`message in ${queue}`, message);
  for (const { name } of await runtime.queues()) {
    const held = (await runtime.request(`/_local/queues/${name}`)).body;
    if (!feedbackQueue.test(name)) for (const message of held) add(`message held in ${name}`, message);
  }
  for (const event of await runtime.events()) add('event', event);
  for await (const page of paginateScan({ client: runtime.aws.document }, { TableName: runtime.tableName, ConsistentRead: true })) {
    for (const { pk, sk, ...rest } of page.Items ?? []) {
      const kind = `${String(pk).split('#')[0]} ${String(sk).split('#')[0]}`;
      const indexed = Object.fromEntries(
        Object.entries(rest).filter(([name]) => (isLookedFor(String(sk)) ? /^gsi\d+pk$/ : /^gsi\d+(pk|sk)$/).test(name)),
      );
      add(`key of ${kind}`, { pk, sk, ...indexed });
      const mayTell =
        holdsAPerson(String(pk), String(sk)) || holdsAName(String(sk)) || tellsOfAFirm(String(pk), String(sk)) || isLookedFor(String(sk));
      if (!mayTell && !String(pk).startsWith('CONFIG#')) add(`item ${kind}`, withoutAsked(String(sk), rest));
    }
  }
  return captured;
}
