import { eventPackSort, visitorPartition } from '../../events/tracking/traces.ts';
import type {
  AddressDigest,
  EmailDigest,
  FirmDigest,
  MailboxDigest,
  MailDomainDigest,
  MailHostDigest,
  PhoneDigest,
  PostDigest,
  RequestDigest,
} from './digests.ts';
import type {
  BreachId,
  CallId,
  CompanyId,
  DateId,
  DecisionId,
  EntryId,
  ErasureId,
  ExportId,
  FormId,
  HeldActId,
  ImportId,
  LateActId,
  LeadId,
  LetterId,
  LoggedCallId,
  MailId,
  NoteId,
  OpportunityId,
  PoolId,
  PurchaseId,
  RepId,
  ReplyId,
  RightsRequestId,
  SegmentId,
  SequenceId,
  Source,
  SourceId,
  SplitId,
  SubjectId,
  SubmissionRef,
  TaskName,
  TextId,
  VisitorId,
  WebhookId,
} from './ids.ts';
import { digest } from './ids.ts';

/** The only file that spells keys. docs/architecture.md lists who reads which key and what it costs. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export const indexes = {
  gsi1: 'gsi1',
  gsi2: 'gsi2',
  gsi3: 'gsi3',
} as const;
export type IndexName = (typeof indexes)[keyof typeof indexes];

/**
 * Attribute names of the index keys. The indexes are generic: what an item is listed by stands in its keys, what a list filters by in its
 * card, so that a new list needs no new index.
 * DynamoDB makes or deletes one index per update of a table: a release may add one, a second one needs a release of its own.
 */
export const indexAttributes = {
  gsi1: { pk: 'gsi1pk', sk: 'gsi1sk' },
  gsi2: { pk: 'gsi2pk', sk: 'gsi2sk' },
  gsi3: { pk: 'gsi3pk', sk: 'gsi3sk' },
} as const;

/** What each index keeps of an item beside the keys; a projection can never be changed. */
export const projectedAttributes = {
  gsi1: ['card'],
  gsi2: ['card'],
  gsi3: ['card'],
} as const satisfies Record<IndexName, readonly string[]>;

/** Parts of the country that list their leads apart; `none`: leads whose region nobody knows. */
export const cardRegions = ['north', 'central', 'south', 'none'] as const;
export type CardRegion = (typeof cardRegions)[number];

/** Shards keep each listing key under 500 WRU/s (goal P10); raising a number later only spreads new items. */
export const cardShards = 3;
export const quarantineShards = 8;
export const firmShards = 3;
export const timerShards = 64;
export const badRowShards = 3;
/** Each day reads all of its own, so that a busy birthday is no hot key, and a quiet one costs little. */
export const dateShards = 16;
/** A month is read side by side. */
export const factShards = 8;

function shardOf(value: string, shards: number): string {
  const hash = digest(value);
  let sum = 0;
  for (let index = 0; index < hash.length; index += 1) sum = (sum * 31 + hash.charCodeAt(index)) >>> 0;
  return String(sum % shards).padStart(2, '0');
}

export const shardNames = (shards: number): string[] => Array.from({ length: shards }, (_, index) => String(index).padStart(2, '0'));

/** Returns the id of whom an item lies under: what follows the kind in its partition key. */
export function partitionId({ pk }: Readonly<Record<string, unknown>>): string {
  const key = String(pk);
  return key.slice(key.indexOf('#') + 1);
}

/** Returns the id of an item within a partition: what follows the kind in its sort key, where nothing stands between. */
export function sortId({ sk }: Readonly<Record<string, unknown>>): string {
  return idAtPlace(String(sk));
}

/** Returns the id of what stands at a place of an index: what follows the moment in its sort key. */
export function idAtPlace(place: string): string {
  return place.slice(place.indexOf('#') + 1);
}

/** Returns the moment of a place of an index. */
export function momentOfPlace(place: string): string {
  return place.slice(0, place.indexOf('#'));
}

const submissionPk = ({ channel, sourceId, submissionId }: SubmissionRef) => `SUBMISSION#${channel}#${sourceId}#${submissionId}`;
const leadPk = (leadId: LeadId) => `LEAD#${leadId}`;
const leadSk = 'LEAD';
/** Sorts between the lead and its links: who wants two of them asks once. */
const scoreSk = 'LEADSCORE';
/** Sort between the score and the links, too: whoever is shown a lead reads all three at once. */
const segmentPrefix = 'LEADSEG#';
const enrolmentPrefix = 'ENROL#';
const datePrefix = 'DATE#';
const registrationPrefix = 'REG#';
const eventPk = (formId: FormId) => `EVENT#${formId}`;
const findPrefix = 'FIND#';
const profileSk = 'PROFILE';
const personSk = 'PERSON';
const cardSk = 'CARD';
const opportunityPrefix = 'OPP#';
const emailPk = (email: EmailDigest) => `EMAIL#${email}`;
const repPk = (repId: RepId) => `REP#${repId}`;
const segmentCountPk = 'SEGMENTS#count';
const importsPk = 'IMPORTS#all';
const exportsPk = 'EXPORTS#all';
const connectorPk = (connectorId: SourceId) => `CONNECTOR#${connectorId}`;
const webhooksPk = 'WEBHOOKS#all';
const splitRowsPk = (splitId: SplitId) => `SPLIT#${splitId}`;
const sequenceSweepPk = 'SEQUENCES#sweep';
const viewsPk = (place: string) => `VIEWS#${place}`;
const textPrefix = 'TEXT#';
const visitorPk = (visitorId: VisitorId) => `${visitorPartition}${visitorId}`;

const factsPk = (month: string, shard: string) => `FACTS#${month}#${shard}`;

/** Where the fact of a person lies. */
export interface FactPlace {
  readonly leadId: LeadId;
  /** As 2026-11. */
  readonly month: string;
}

const partName = (part: number) => String(part).padStart(4, '0');

const targetsPk = (month: string) => `TARGETS#${month}`;
/** What advertising cost in a month, such as 2026-11. */
const spendPk = (month: string) => `SPEND#${month}`;

export const keys = {
  submission: (ref: SubmissionRef): Key => ({ pk: submissionPk(ref), sk: 'RAW' }),
  outcome: (ref: SubmissionRef): Key => ({ pk: submissionPk(ref), sk: 'OUTCOME' }),
  submissionPk,

  lead: (leadId: LeadId): Key => ({ pk: leadPk(leadId), sk: leadSk }),
  leadSk,
  leadPk,
  leadPrefix: 'LEAD#',
  score: (leadId: LeadId): Key => ({ pk: leadPk(leadId), sk: scoreSk }),
  scoreSk,
  card: (leadId: LeadId): Key => ({ pk: leadPk(leadId), sk: cardSk }),
  cardSk,
  /** How often projecting a lead began and did not end; for minutes, and of hardly any lead. */
  projectionTries: (leadId: LeadId): Key => ({ pk: leadPk(leadId), sk: 'PROJECTION' }),
  /** The cart that was told of last. */
  toldCart: (leadId: LeadId): Key => ({ pk: leadPk(leadId), sk: 'CART' }),
  assignment: (leadId: LeadId, subject: SubjectId): Key => ({ pk: leadPk(leadId), sk: `ASSIGN#${subject}` }),
  seat: (leadId: LeadId, repId: RepId): Key => ({ pk: leadPk(leadId), sk: `SEAT#${repId}` }),
  seatPrefix: 'SEAT#',
  /** `leadId`: of the id, whatever became of that lead. */
  opportunity: (leadId: LeadId, opportunityId: OpportunityId): Key => ({ pk: leadPk(leadId), sk: `${opportunityPrefix}${opportunityId}` }),
  opportunityPrefix,
  profile: (leadId: LeadId): Key => ({ pk: leadPk(leadId), sk: profileSk }),
  profileSk,
  personSk,
  provenance: (leadId: LeadId): Key => ({ pk: leadPk(leadId), sk: 'PROVENANCE' }),
  proposals: (leadId: LeadId): Key => ({ pk: leadPk(leadId), sk: 'PROPOSALS' }),
  qualification: (leadId: LeadId): Key => ({ pk: leadPk(leadId), sk: 'QUALIFICATION' }),
  timelineEntry: (leadId: LeadId, at: string, entryId: EntryId): Key => ({ pk: leadPk(leadId), sk: `TIMELINE#${at}#${entryId}` }),
  timelinePrefix: 'TIMELINE#',
  /** What all entries of a moment begin with. */
  timelineMoment: (at: string): string => `TIMELINE#${at}#`,
  /** Sorts before the timeline, with little between them. */
  leadPost: (leadId: LeadId, receivedAt: string, { channel, sourceId, submissionId }: SubmissionRef): Key => ({
    pk: leadPk(leadId),
    sk: `POST#${receivedAt}#${channel}#${sourceId}#${submissionId}`,
  }),
  leadPostPrefix: 'POST#',
  decision: (leadId: LeadId, decisionId: DecisionId): Key => ({ pk: leadPk(leadId), sk: `DECISION#${decisionId}` }),
  decisionPrefix: 'DECISION#',
  /** What a rep wrote who declined what a decision offered. */
  declineNote: (leadId: LeadId, decisionId: DecisionId): Key => ({ pk: leadPk(leadId), sk: `DECLINE#${decisionId}` }),
  mail: (leadId: LeadId, mailId: MailId): Key => ({ pk: leadPk(leadId), sk: `MAIL#${mailId}` }),
  mailPrefix: 'MAIL#',
  /** A call of a colleague, by when it was made. */
  loggedCall: (leadId: LeadId, at: string, callId: LoggedCallId): Key => ({ pk: leadPk(leadId), sk: `CALL#${at}#${callId}` }),
  loggedCallPrefix: 'CALL#',
  note: (leadId: LeadId, noteId: NoteId): Key => ({ pk: leadPk(leadId), sk: `NOTE#${noteId}` }),
  notePrefix: 'NOTE#',
  /** What a person answered to a mail, by when they did. */
  reply: (leadId: LeadId, replyId: ReplyId): Key => ({ pk: leadPk(leadId), sk: `REPLY#${replyId}` }),
  replyPrefix: 'REPLY#',
  /** What a colleague wrote to the person by mail, by when they did. */
  letter: (leadId: LeadId, letterId: LetterId): Key => ({ pk: leadPk(leadId), sk: `LETTER#${letterId}` }),
  letterPrefix: 'LETTER#',
  /** A text that a rep sent by hand, by when they said so. */
  text: (leadId: LeadId, textId: TextId): Key => ({ pk: leadPk(leadId), sk: `${textPrefix}${textId}` }),
  textPrefix,
  lateAct: (leadId: LeadId, lateActId: LateActId): Key => ({ pk: leadPk(leadId), sk: `LATEACT#${lateActId}` }),
  lateActPrefix: 'LATEACT#',
  /** What somebody did that cannot be undone, while it can be taken back; expires once it has ended. */
  heldAct: (leadId: LeadId, heldActId: HeldActId): Key => ({ pk: leadPk(leadId), sk: `HELD#${heldActId}` }),
  heldActPrefix: 'HELD#',
  engagements: (leadId: LeadId, mailId: MailId): Key => ({ pk: leadPk(leadId), sk: `ENGAGEMENT#${mailId}` }),
  engagementPrefix: 'ENGAGEMENT#',
  mergeCandidate: (leadId: LeadId, otherLeadId: LeadId): Key => ({ pk: leadPk(leadId), sk: `MERGE#${otherLeadId}` }),
  mergePrefix: 'MERGE#',
  told: (leadId: LeadId, { channel, sourceId }: Source, repId: RepId): Key => ({
    pk: leadPk(leadId),
    sk: `TOLD#${channel}#${sourceId}#${repId}`,
  }),
  visitorLink: (leadId: LeadId, visitorId: VisitorId): Key => ({ pk: leadPk(leadId), sk: `LINK#${visitorId}` }),
  visitorLinkPrefix: 'LINK#',
  task: (leadId: LeadId, name: TaskName): Key => ({ pk: leadPk(leadId), sk: `TASK#${name}` }),
  taskPrefix: 'TASK#',
  purchase: (leadId: LeadId, purchaseId: PurchaseId): Key => ({ pk: leadPk(leadId), sk: `PURCHASE#${purchaseId}` }),
  purchasePrefix: 'PURCHASE#',
  enrolment: (leadId: LeadId, sequenceId: SequenceId): Key => ({ pk: leadPk(leadId), sk: `${enrolmentPrefix}${sequenceId}` }),
  enrolmentPrefix,
  /** A day of the lead's that comes round, such as a birthday. */
  date: (leadId: LeadId, dateId: DateId): Key => ({ pk: leadPk(leadId), sk: `${datePrefix}${dateId}` }),
  datePrefix,
  /** The place that a lead has at an event, or waits for. */
  registration: (leadId: LeadId, formId: FormId): Key => ({ pk: leadPk(leadId), sk: `${registrationPrefix}${formId}` }),
  registrationPrefix,
  membership: (leadId: LeadId, segmentId: SegmentId): Key => ({ pk: leadPk(leadId), sk: `${segmentPrefix}${segmentId}` }),
  segmentPrefix,
  /** When time alone may next bring a lead into a segment, or out of one; sorts behind its segments. */
  segmentLook: (leadId: LeadId): Key => ({ pk: leadPk(leadId), sk: 'LEADSEGS' }),
  /** By what a lead is found: words of its name, the ends of its numbers, the start of its address; sorts before the lead, with nothing between them. */
  find: (leadId: LeadId, number: number): Key => ({ pk: leadPk(leadId), sk: `${findPrefix}${number}` }),
  findPrefix,
  mailDevices: (leadId: LeadId): Key => ({ pk: leadPk(leadId), sk: 'MAILDEVICES' }),
  /** What is known of the person beside who they are. */
  personProfile: (leadId: LeadId): Key => ({ pk: leadPk(leadId), sk: personSk }),
  /** The place of the lead among the people of its firm. */
  firmPerson: (leadId: LeadId): Key => ({ pk: leadPk(leadId), sk: 'FIRM' }),

  /** A firm that leads belong to. */
  firm: (companyId: CompanyId): Key => ({ pk: `COMPANY#${companyId}`, sk: 'COMPANY' }),
  /** What two firms are to each other, under the older one. */
  firmPair: (older: CompanyId, newer: CompanyId): Key => ({ pk: `COMPANY#${older}`, sk: `MERGE#${newer}` }),
  /** Which firm has a tax code. */
  taxCodeGuard: (taxCode: FirmDigest): Key => ({ pk: `TAXCODE#${taxCode}`, sk: 'GUARD' }),
  /** Which firm has the mailboxes of a domain. */
  domainClaim: (domain: FirmDigest): Key => ({ pk: `DOMAIN#${domain}`, sk: 'CLAIM' }),

  /** Keyed digests, not addresses: CloudWatch Contributor Insights, access logs and exports show keys in clear. */
  emailGuard: (email: EmailDigest): Key => ({ pk: emailPk(email), sk: 'GUARD' }),
  emailPk,
  /** The first post under an address that nobody held and that became no lead of its own; sorts after the guard. */
  firstPost: (email: EmailDigest): Key => ({ pk: emailPk(email), sk: 'POSTED' }),
  /** A record that the address was only proposed for; sorts after the first post. */
  proposedAddress: (email: EmailDigest, leadId: LeadId): Key => ({ pk: emailPk(email), sk: `PROPOSED#${leadId}` }),
  phoneClaim: (phone: PhoneDigest): Key => ({ pk: `PHONE#${phone}`, sk: 'CLAIM' }),
  /** When texts went to a number within the last day; expires. */
  textsTo: (phone: PhoneDigest): Key => ({ pk: `PHONE#${phone}`, sk: 'TEXTS' }),
  /** That a number wants no advertising by call or text. */
  doNotCall: (phone: PhoneDigest): Key => ({ pk: `PHONE#${phone}`, sk: 'DONOTCALL' }),
  address: (address: AddressDigest): Key => ({ pk: `ADDRESS#${address}`, sk: 'MAIL' }),
  mailbox: (mailbox: MailboxDigest): Key => ({ pk: `MAILBOX#${mailbox}`, sk: 'QUOTA' }),
  /** What name servers said of a domain that mail goes to; expires. */
  mailServers: (host: MailHostDigest): Key => ({ pk: `MAILHOST#${host}`, sk: 'SERVERS' }),
  /** Advertising that the mailbox got in the span for which the company promised a number of mails; expires. */
  mailboxPromise: (mailbox: MailboxDigest): Key => ({ pk: `MAILBOX#${mailbox}`, sk: 'PROMISE' }),
  /** The same post from the same sender within minutes; expires. */
  repeat: (post: PostDigest): Key => ({ pk: `REPEAT#${post}`, sk: 'GUARD' }),
  /** Whose an order is: `ORDER#source#digest`, because numbers of two shops collide. */
  orderGuard: (purchaseId: PurchaseId): Key => ({ pk: `ORDER#${purchaseId.replace('~', '#')}`, sk: 'GUARD' }),
  /** Proves which key the table's digests are made with; it travels with the table. */
  identityKey: { pk: 'CONFIG#identity-key', sk: 'CHECK' } satisfies Key,

  visitorPk,
  /** `startedAt` by the visitor's own clock: it names the session and must be the same in every beacon. */
  session: (visitorId: VisitorId, startedAt: string, sessionId: string): Key => ({
    pk: visitorPk(visitorId),
    sk: `SESSION#${startedAt}#${sessionId}`,
  }),
  sessionPrefix: 'SESSION#',
  eventPack: (visitorId: VisitorId, sentAt: string, packId: string): Key => ({
    pk: visitorPk(visitorId),
    sk: `${eventPackSort}${sentAt}#${packId}`,
  }),
  eventPackPrefix: eventPackSort,
  /** Counts the visits of a device that is a lead's. */
  visitCount: (visitorId: VisitorId): Key => ({ pk: visitorPk(visitorId), sk: 'VISITS' }),
  visitorIdentity: (visitorId: VisitorId): Key => ({ pk: visitorPk(visitorId), sk: 'IDENTITY' }),

  pool: (poolId: PoolId): Key => ({ pk: `POOL#${poolId}`, sk: 'STATE' }),
  /** What the ledger of a pool counted apart from its turn, once each. */
  booking: (poolId: PoolId, at: string, bookingId: string): Key => ({ pk: `POOL#${poolId}`, sk: `BOOKING#${at}#${bookingId}` }),
  bookingPrefix: 'BOOKING#',
  /** When the leaders of the pool were last told of what waits for them. */
  splitTold: (poolId: PoolId): Key => ({ pk: `WAIT#${poolId}`, sk: 'SPLIT' }),
  /** When somebody was last told that leads of the pool wait; apart from the ledger, which the pool's writer alone may touch. */
  waitingRing: (poolId: PoolId): Key => ({ pk: `WAIT#${poolId}`, sk: 'RING' }),
  clientWindow: ({ channel, sourceId }: Source, addressHash: string, window: number): Key => ({
    pk: `CLIENT#${channel}#${sourceId}#${addressHash}`,
    sk: `WINDOW#${window}`,
  }),

  /** How many posts were set aside in an hour, of all forms. */
  heldWindow: (hour: number): Key => ({ pk: 'HELD#posts', sk: `HOUR#${hour}` }),

  /** The sending rate of SES is the account's: one item for all instances. */
  mailRate: { pk: 'RATE#ses', sk: 'BUCKET' } satisfies Key,

  /** What all mails to people share: one item, which every such mail counts itself in. */
  strangers: { pk: 'STRANGERS#mail', sk: 'STATE' } satisfies Key,
  /** A pause of mails to people that somebody ended, by when. */
  endedMailPause: (at: string): Key => ({ pk: 'STRANGERS#mail', sk: `ENDED#${at}` }),
  /** Mails of a day to unproven addresses of a domain; expires. */
  strangersOfDomain: (domain: MailDomainDigest, day: string): Key => ({ pk: `STRANGERS#domain#${domain}`, sk: day }),

  /** How many floating leads a rep has taken on a day. */
  takenOn: (repId: RepId, date: string): Key => ({ pk: repPk(repId), sk: `TAKEN#${date}` }),
  /** How many masked numbers a rep read on a day of UTC; expires. */
  readOn: (repId: RepId, date: string): Key => ({ pk: repPk(repId), sk: `READ#${date}` }),
  /** A switch of a rep's duty, by its moment; the newest one counts. */
  duty: (repId: RepId, at: string): Key => ({ pk: repPk(repId), sk: `DUTY#${at}` }),
  dutyPrefix: 'DUTY#',
  /** Days to come on which a rep is away, by the first of them. */
  leave: (repId: RepId, from: string): Key => ({ pk: repPk(repId), sk: `LEAVE#${from}` }),
  leavePrefix: 'LEAVE#',
  /** What a rep has in hand, and was given today. */
  load: (repId: RepId): Key => ({ pk: repPk(repId), sk: 'LOAD' }),
  isLoad: (key: Readonly<Record<string, unknown>> | undefined): boolean => key?.sk === 'LOAD' && String(key.pk).startsWith('REP#'),
  noticesOfRep: (repId: RepId): Key => ({ pk: repPk(repId), sk: 'NOTICES' }),
  /** Where and when a rep wants to hear of leads, and which channel refuses. */
  repChannels: (repId: RepId): Key => ({ pk: repPk(repId), sk: 'CHANNELS' }),
  /** The same of a user who is no rep. */
  userChannels: (userId: string): Key => ({ pk: `REP#${userId}`, sk: 'USERCHANNELS' }),
  /** The last morning on which a rep was told of overdue tasks; expires. */
  overdueTurn: (repId: RepId): Key => ({ pk: repPk(repId), sk: 'OVERDUE' }),
  /** Leads that a rep has no more by rules, of which they hear on a morning; expires. */
  released: (repId: RepId, morning: string): Key => ({ pk: repPk(repId), sk: `RELEASED#${morning}` }),
  /** The last morning on which a leader, by the id of their user, was told how their pools stand; expires. */
  leaderMorning: (userId: string): Key => ({ pk: `REP#${userId}`, sk: 'MORNING' }),
  /** The last morning on which somebody heard what leads did that marketing has; expires. */
  marketingMorning: (userId: string): Key => ({ pk: `REP#${userId}`, sk: 'MARKETING' }),
  /** Whether somebody, by the id of their user, gets numbers by mail. */
  digestChoice: (userId: string): Key => ({ pk: `REP#${userId}`, sk: 'DIGESTCHOICE' }),
  /** Their numbers of a week or a month, by its first day; expires. */
  madeDigest: (userId: string, of: string, from: string): Key => ({ pk: `REP#${userId}`, sk: `NUMBERS#${of}#${from}` }),
  /** What a user asked within an hour whether somebody is known; expires. */
  checks: (userId: string, hour: string): Key => ({ pk: `CHECKS#${userId}`, sk: `HOUR#${hour}` }),
  digest: (repId: RepId, part: string): Key => ({ pk: repPk(repId), sk: `DIGEST#${part}` }),
  /** How many notices a leader, by the id of their user, was to hear within a span; expires. */
  noticesOfLeader: (userId: string, span: number): Key => ({ pk: `REP#${userId}`, sk: `LEADERNOTICES#${span}` }),
  /** Notices that a leader was not sent one by one. */
  leaderDigest: (userId: string, part: string): Key => ({ pk: `REP#${userId}`, sk: `LEADERDIGEST#${part}` }),

  /** What a user's request was answered; expires. */
  request: (request: RequestDigest): Key => ({ pk: `REQUEST#${request}`, sk: 'ANSWER' }),
  tokenUses: (tokenDigest: string): Key => ({ pk: `TOKEN#${tokenDigest}`, sk: 'USES' }),

  timer: (dueAt: string, timerId: string): Key => ({ pk: `DUE#${shardOf(timerId, timerShards)}`, sk: `${dueAt}#${timerId}` }),
  isTimer: (item: Readonly<Record<string, unknown>> | undefined): boolean => String(item?.pk).startsWith('DUE#'),
  timerShardPk: (shard: string) => `DUE#${shard}`,

  configCurrent: (kind: string): Key => ({ pk: `CONFIG#${kind}`, sk: 'CURRENT' }),
  configVersion: (kind: string, version: number): Key => ({ pk: `CONFIG#${kind}`, sk: `VERSION#${String(version).padStart(8, '0')}` }),
  /** Sorts the versions of a kind by time; no two of a kind were published at the same millisecond. */
  configMoment: (kind: string, at: string): Key => ({ pk: `CONFIG#${kind}`, sk: `AT#${at}` }),
  configDocument: (kind: string, hash: string): Key => ({ pk: `CONFIG#${kind}`, sk: `DOCUMENT#${hash}` }),
  /** What a document was made into, by the digest of what was written: apart from the configuration, which whoever makes it anew may not change. */
  compiled: (kind: string, digest: string): Key => ({ pk: `COMPILED#${kind}`, sk: digest }),
  /** Where it was kept before; only read. */
  configArtifact: (kind: string, digest: string): Key => ({ pk: `CONFIG#${kind}`, sk: `ARTIFACT#${digest}` }),

  call: (callId: CallId): Key => ({ pk: `CALL#${callId}`, sk: 'CALL' }),
  callPrefix: 'CALL#',

  /** How far the leads are held against segments that were published. */
  segmentRecount: { pk: 'SEGMENTS#recount', sk: 'STATE' } satisfies Key,
  /** The count of a segment: beside those of all others, because they are shown together. */
  segmentCount: (segmentId: SegmentId): Key => ({ pk: segmentCountPk, sk: segmentId }),
  segmentCountPk,
  /** How far the runs of a sequence were looked at after a publication: beside those of all others, because they are shown together. */
  sequenceSweep: (sequenceId: SequenceId): Key => ({ pk: sequenceSweepPk, sk: sequenceId }),
  sequenceSweepPk,
  /** What was done with accounts of the user pool. */
  accounts: { pk: 'ACCOUNTS#users', sk: 'STATE' } satisfies Key,

  /** Many leads given at once: how far it is, beside the others of its pool, or of the rep who leaves. `place`: `POOL#id` or `REP#id`. */
  split: (place: string, splitId: SplitId): Key => ({ pk: `SPLITS#${place}`, sk: `SPLIT#${splitId}` }),
  splitsPk: (place: string) => `SPLITS#${place}`,
  /** Which leads a part of it is of, and to whom they are to go. */
  splitPlan: (splitId: SplitId, part: number): Key => ({ pk: splitRowsPk(splitId), sk: `PLAN#${partName(part)}` }),
  /** What became of one of them. */
  splitMove: (splitId: SplitId, part: number, leadId: LeadId, subject: SubjectId): Key => ({
    pk: splitRowsPk(splitId),
    sk: `MOVE#${partName(part)}#${leadId}#${subject}`,
  }),
  splitRowsPk,
  splitMovesPrefix: (part: number) => `MOVE#${partName(part)}#`,

  /** Lists of people or orders that were uploaded, and how far each is: beside each other, because they are shown together. */
  import: (importId: ImportId): Key => ({ pk: importsPk, sk: `IMPORT#${importId}` }),
  importsPk,
  export: (exportId: ExportId): Key => ({ pk: exportsPk, sk: `EXPORT#${exportId}` }),
  exportsPk,
  exportPrefix: 'EXPORT#',
  /** What a user took out on a day, and what of it is still to be told. */
  exportDay: (userId: string, day: string): Key => ({ pk: exportsPk, sk: `DAY#${day}#${userId}` }),
  conversionPrefix: 'CONVERSION#',
  /** That a lead came to a stage, for the platform of a connector. */
  conversion: (leadId: LeadId, connectorId: SourceId, stage: string): Key => ({
    pk: leadPk(leadId),
    sk: `CONVERSION#${connectorId}#${stage}`,
  }),
  /** What a connector told, as it told it. */
  delivery: (connectorId: SourceId, deliveryId: string): Key => ({ pk: connectorPk(connectorId), sk: `DELIVERY#${deliveryId}` }),
  /** The pair of tokens that its platform is asked with, sealed. */
  connectorTokens: (connectorId: SourceId): Key => ({ pk: connectorPk(connectorId), sk: 'TOKENS' }),
  /** Up to when its platform was looked through for what it did not tell. */
  connectorLooks: (connectorId: SourceId): Key => ({ pk: connectorPk(connectorId), sk: 'LOOKS' }),
  /** How many things a connector told, and what went wrong last. */
  connectorState: (connectorId: SourceId): Key => ({ pk: connectorPk(connectorId), sk: 'STATE' }),
  /** What the columns of a source's lists were read as the last time. */
  importMapping: (source: SourceId): Key => ({ pk: 'IMPORTS#mappings', sk: source }),

  /** How many places of an event are taken; an event is that of a form. */
  eventLedger: (formId: FormId): Key => ({ pk: eventPk(formId), sk: 'STATE' }),
  eventPk,
  /** Whose a code is that is shown at the door. */
  eventCode: (formId: FormId, edition: number, code: string): Key => ({ pk: eventPk(formId), sk: `CODE#${partName(edition)}#${code}` }),
  eventCodePrefix: (edition: number) => `CODE#${partName(edition)}#`,
  /** Who waits for a place, in the order of arrival. */
  waitingPlace: (formId: FormId, edition: number, arrivedAt: string, leadId: LeadId): Key => ({
    pk: eventPk(formId),
    sk: `WAITING#${partName(edition)}#${arrivedAt}#${leadId}`,
  }),
  waitingPlacePrefix: (edition: number) => `WAITING#${partName(edition)}#`,

  /** Addresses outside that are told of events: beside each other, because all of them are looked at with each event. */
  webhook: (webhookId: WebhookId): Key => ({ pk: webhooksPk, sk: `ENDPOINT#${webhookId}` }),
  webhooksPk,

  /** A list that somebody saved. `place`: `USER#id` of who keeps it, or `POOL#id` that it is shared with. */
  view: (place: string, viewId: string): Key => ({ pk: viewsPk(place), sk: `VIEW#${viewId}` }),
  viewsPk,
  viewPrefix: 'VIEW#',

  /** An erasure: how far it is, and what it took away. */
  erasure: (erasureId: ErasureId): Key => ({ pk: `ERASURE#${erasureId}`, sk: 'STATE' }),
  /** Says that somebody with this address or number was erased, so that nobody imports them again. */
  erasedMark: (who: EmailDigest | PhoneDigest): Key => ({ pk: `ERASED#${who}`, sk: 'MARK' }),
  /** What figures know of a person, by the month in which they arrived. */
  fact: (month: string, leadId: LeadId): Key => ({ pk: factsPk(month, shardOf(leadId, factShards)), sk: `LEAD#${leadId}` }),
  /** The same of somebody who was erased. `name`: a digest that leads to nobody. */
  erasedFact: (month: string, name: string): Key => ({ pk: factsPk(month, shardOf(name, factShards)), sk: `LEAD#${name}` }),
  factPartitions: (month: string): string[] => shardNames(factShards).map((shard) => factsPk(month, shard)),
  factsPrefix: 'FACTS#',

  /** What a source, or a campaign of it, cost in a month. `name`: a digest of both and of the currency. */
  spend: (month: string, name: string): Key => ({ pk: spendPk(month), sk: `LINE#${name}` }),
  spendPk,
  /** What a rep, or a pool, is to reach in a month. */
  targetOfRep: (month: string, repId: string): Key => ({ pk: targetsPk(month), sk: `REP#${repId}` }),
  targetOfPool: (month: string, poolId: string): Key => ({ pk: targetsPk(month), sk: `POOL#${poolId}` }),
  targetsPk,

  /** What open needs were forecast to come to at the midnight with which a day began; its rows lie beside it in parts. */
  forecast: (day: string): Key => ({ pk: `FORECAST#${day}`, sk: 'STATE' }),
  forecastRows: (day: string, part: number): Key => ({ pk: `FORECAST#${day}`, sk: `ROWS#${String(part).padStart(3, '0')}` }),

  /** How a mail that is tried against another one stands. */
  experiment: (experimentId: string): Key => ({ pk: `EXPERIMENT#${experimentId}`, sk: 'STANDING' }),

  /** A request of a person about their data. */
  rightsRequest: (requestId: RightsRequestId): Key => ({ pk: `RIGHTS#${requestId}`, sk: 'REQUEST' }),
  /** A breach of personal data. */
  breach: (breachId: BreachId): Key => ({ pk: `BREACH#${breachId}`, sk: 'STATE' }),

  badRow: (badRowId: string): Key => ({ pk: `BADROW#${badRowId}`, sk: 'RAW' }),
} as const;

const cardPartition = (region: CardRegion, shard: string) => `REGION#${region}#${shard}`;
const retiredPartition = (region: CardRegion, shard: string) => `RETIRED#${region}#${shard}`;
const waitingPartition = (poolId: PoolId, shard: string) => `WAIT#${poolId}#${shard}`;
const floatingPartition = (poolId: PoolId, shard: string) => `FLOAT#${poolId}#${shard}`;
const segmentPartition = (segmentId: SegmentId, shard: string) => `SEG#${segmentId}#${shard}`;
const sequencePartition = (sequenceId: SequenceId, shard: string) => `SEQ#${sequenceId}#${shard}`;
const datePartition = (dateId: DateId, monthDay: string, shard: string) => `DATE#${dateId}#${monthDay}#${shard}`;
/** The pairs of a lead that lie under the other one, because that is older. */
const pairsPartition = (newer: LeadId) => `PAIRS#${newer}`;
const passingPartition = (leadId: LeadId) => `PASSING#${leadId}`;
const candidatePartition = (shard: string) => `CANDIDATES#${shard}`;
const lateActPartition = (shard: string) => `LATEACTS#${shard}`;
const firmCandidatePartition = (shard: string) => `FIRMCANDIDATES#${shard}`;
const seatPartition = repPk;
const activityPartition = (repId: RepId) => `ACTIVITY#${repId}`;
const workPartition = (repId: RepId) => `WORK#${repId}`;
/** One key per pool and month: the pool's single writer makes fewer decisions a second than a key takes. */
const decisionPartition = (poolId: PoolId, month: string) => `DECISIONS#${poolId}#${month}`;
/** Those that are open lie apart from the closed ones, which grow for ever. `-`: of a lead that has no pool yet. */
const opportunityOwnerPartition = (repId: RepId, state: string) => `OPPS#REP#${repId}#${state}`;
const opportunityPoolPartition = (poolId: PoolId | null, state: string) => `OPPS#POOL#${poolId ?? '-'}#${state}`;
const callsPartition = (endpoint: string) => `CALLS#${endpoint}`;
const registrationPartition = (formId: FormId) => `REGISTRATIONS#${formId}`;
const erasuresPartition = 'ERASURES';
const deliveriesPartition = (connectorId: SourceId) => `DELIVERIES#${connectorId}`;
const heldDeliveriesPartition = (connectorId: SourceId) => `HELDDELIVERIES#${connectorId}`;
const conversionsPartition = (connectorId: SourceId, isOpen: boolean) => `${isOpen ? 'OPEN' : 'ENDED'}CONVERSIONS#${connectorId}`;
const breachesPartition = 'BREACHES';
const rightsRequestsPartition = (state: 'open' | 'closed') => `RIGHTS#${state}`;
const badRowPartition = (shard: string) => `BADROWS#${shard}`;
const quarantinePartition = (shard: string) => `QUARANTINE#${shard}`;

const firmsPartition = (part: CardRegion | 'all', shard: string) => `COMPANIES#${part}#${shard}`;
const firmNamePartition = (name: string) => `FIRMNAME#${name}`;
const peoplePartition = (companyId: CompanyId) => `COMPANY#${companyId}`;

const samplePartition = 'SAMPLE';
const findPartition = (digest: string) => `FIND#${digest}`;
const ownFindPartition = (repId: RepId) => `FIND#REP#${repId}`;

/** Where lists have a card. */
interface CardPlace {
  readonly createdAt: string;
  readonly activityAt: string;
  readonly isRetired: boolean;
}

export const indexKeys = {
  /** A post that was set aside, by the moment of it: gsi1. */
  quarantined: (ref: SubmissionRef, at: string) => ({
    gsi1pk: quarantinePartition(shardOf(ref.submissionId, quarantineShards)),
    gsi1sk: `${at}#${ref.channel}#${ref.sourceId}#${ref.submissionId}`,
  }),
  /** A post that was refused, by when it came: gsi1. */
  badRow: (badRowId: string, receivedAt: string) => ({
    gsi1pk: badRowPartition(shardOf(badRowId, badRowShards)),
    gsi1sk: `${receivedAt}#${badRowId}`,
  }),
  badRowPartitions: shardNames(badRowShards).map(badRowPartition),
  /** A call that is listed under its endpoint, by when it was asked for: gsi2. */
  listedCall: (endpoint: string, createdAt: string, callId: CallId) => ({
    gsi2pk: callsPartition(endpoint),
    gsi2sk: `${createdAt}#${callId}`,
  }),
  callsPartition,
  /** An erasure, by when it was asked for: gsi1. A company is asked for some a day. */
  erasure: (erasureId: ErasureId, askedAt: string) => ({ gsi1pk: erasuresPartition, gsi1sk: `${askedAt}#${erasureId}` }),
  erasuresPartition,
  /** What a connector told, by when it did: gsi1; a platform tells of some people a minute. */
  delivery: (connectorId: SourceId, receivedAt: string, deliveryId: string) => ({
    gsi1pk: deliveriesPartition(connectorId),
    gsi1sk: `${receivedAt}#${deliveryId}`,
  }),
  deliveriesPartition,
  /** What waits until its connector is approved: gsi2. */
  heldDelivery: (connectorId: SourceId, receivedAt: string, deliveryId: string) => ({
    gsi2pk: heldDeliveriesPartition(connectorId),
    gsi2sk: `${receivedAt}#${deliveryId}`,
  }),
  heldDeliveriesPartition,
  /** What a platform is to be told, by when it was noted, apart from what it was told: gsi2; leads come to stages some times a minute. */
  conversion: (connectorId: SourceId, isOpen: boolean, notedAt: string, leadId: LeadId, stage: string) => ({
    gsi2pk: conversionsPartition(connectorId, isOpen),
    gsi2sk: `${notedAt}#${leadId}#${stage}`,
  }),
  conversionsPartition,
  /** A request of a person: gsi1, open ones by when they are due, closed ones by when they were closed. */
  rightsRequest: (requestId: RightsRequestId, state: 'open' | 'closed', at: string) => ({
    gsi1pk: rightsRequestsPartition(state),
    gsi1sk: `${at}#${requestId}`,
  }),
  rightsRequestsPartition,
  /** A breach, by when it was seen: gsi1. */
  breach: (breachId: BreachId, detectedAt: string) => ({ gsi1pk: breachesPartition, gsi1sk: `${detectedAt}#${breachId}` }),
  breachesPartition,
  quarantinePartitions: shardNames(quarantineShards).map(quarantinePartition),
  /**
   * A card among those of its region: gsi1 by creation, gsi2 by activity. Retired leads, which are silent and become ever more, lie apart by
   * activity: whoever looks for those that fell silent passes none that did so long ago.
   */
  card: (leadId: LeadId, region: CardRegion, { createdAt, activityAt, isRetired }: CardPlace) => {
    const shard = shardOf(leadId, cardShards);
    const partition = cardPartition(region, shard);
    const gsi2pk = isRetired ? retiredPartition(region, shard) : partition;
    return { gsi1pk: partition, gsi1sk: `${createdAt}#${leadId}`, gsi2pk, gsi2sk: `${activityAt}#${leadId}` };
  },
  /** All partitions of gsi1 that hold cards of these regions, and of gsi2 but for retired leads. */
  cardPartitions: (regions: readonly CardRegion[] = cardRegions) =>
    regions.flatMap((region) => shardNames(cardShards).map((shard) => cardPartition(region, shard))),
  /** A card of the sample, by creation: gsi3. */
  sample: (leadId: LeadId, createdAt: string) => ({ gsi3pk: samplePartition, gsi3sk: `${createdAt}#${leadId}` }),
  samplePartition,
  /** What people look for, by a keyed digest: all indexes, by what follows it in clear. */
  findPartition,
  /** The names of a rep's own leads: gsi3. */
  ownFindPartition,
  /** All partitions of gsi2 that hold cards of retired leads of these regions. */
  retiredPartitions: (regions: readonly CardRegion[] = cardRegions) =>
    regions.flatMap((region) => shardNames(cardShards).map((shard) => retiredPartition(region, shard))),
  /** A subject that nobody can take and for which its pool looks for an owner: gsi3 by the moment from which it waits. */
  waiting: (poolId: PoolId, since: string, leadId: LeadId) => ({
    gsi3pk: waitingPartition(poolId, shardOf(leadId, cardShards)),
    gsi3sk: `${since}#${leadId}`,
  }),
  waitingPartitions: (poolId: PoolId) => shardNames(cardShards).map((shard) => waitingPartition(poolId, shard)),
  /** A subject that whoever comes first may take: gsi3 by the moment from which it floats. */
  floating: (poolId: PoolId, since: string, leadId: LeadId) => ({
    gsi3pk: floatingPartition(poolId, shardOf(leadId, cardShards)),
    gsi3sk: `${since}#${leadId}`,
  }),
  floatingPartitions: (poolId: PoolId) => shardNames(cardShards).map((shard) => floatingPartition(poolId, shard)),
  /** Two leads that may be one person, until somebody has decided: gsi3 by the moment of the post that shows it, gsi1 among those of the newer one. */
  candidate: (older: LeadId, newer: LeadId, at: string) => ({
    gsi1pk: pairsPartition(newer),
    gsi1sk: `${at}#${older}~${newer}`,
    gsi3pk: candidatePartition(shardOf(older, cardShards)),
    gsi3sk: `${at}#${older}~${newer}`,
  }),
  pairsPartition,
  /** What lies elsewhere for a while and tells of a lead, an answer or a call, by when it came: gsi1. It goes with the lead. */
  passing: (leadId: LeadId, at: string) => ({ gsi1pk: passingPartition(leadId), gsi1sk: at }),
  passingPartition,
  candidatePartitions: () => shardNames(cardShards).map(candidatePartition),
  /** What a rep noted too late, until somebody has decided: gsi3 by the moment at which it came. */
  lateAct: (leadId: LeadId, lateActId: LateActId, keptAt: string) => ({
    gsi3pk: lateActPartition(shardOf(leadId, cardShards)),
    gsi3sk: `${keptAt}#${leadId}~${lateActId}`,
  }),
  lateActPartitions: () => shardNames(cardShards).map(lateActPartition),
  /** Two firms that may be one, until somebody has decided: gsi3 by the moment at which that was seen. */
  firmCandidate: (older: CompanyId, newer: CompanyId, at: string) => ({
    gsi3pk: firmCandidatePartition(shardOf(older, firmShards)),
    gsi3sk: `${at}#${older}~${newer}`,
  }),
  firmCandidatePartitions: () => shardNames(firmShards).map(firmCandidatePartition),
  /** A lead in a segment: gsi3 by the moment from which it is in it. */
  member: (segmentId: SegmentId, since: string, leadId: LeadId) => ({
    gsi3pk: segmentPartition(segmentId, shardOf(leadId, cardShards)),
    gsi3sk: `${since}#${leadId}`,
  }),
  memberPartitions: (segmentId: SegmentId) => shardNames(cardShards).map((shard) => segmentPartition(segmentId, shard)),
  /** Who registered for an event: gsi3 by the moment at which they did. */
  registration: (formId: FormId, arrivedAt: string, leadId: LeadId) => ({
    gsi3pk: registrationPartition(formId),
    gsi3sk: `${arrivedAt}#${leadId}`,
  }),
  registrationPartition,
  /** A lead in a sequence: gsi3 by the moment from which it is in it. */
  enrolled: (sequenceId: SequenceId, since: string, leadId: LeadId) => ({
    gsi3pk: sequencePartition(sequenceId, shardOf(leadId, cardShards)),
    gsi3sk: `${since}#${leadId}`,
  }),
  enrolledPartitions: (sequenceId: SequenceId) => shardNames(cardShards).map((shard) => sequencePartition(sequenceId, shard)),
  /** A day of a lead's, by month and day: gsi3. Nobody reads it by a moment, so the day stands in the place of one. */
  date: (dateId: DateId, monthDay: string, leadId: LeadId) => ({
    gsi3pk: datePartition(dateId, monthDay, shardOf(leadId, dateShards)),
    gsi3sk: `${monthDay}#${leadId}`,
  }),
  datePartitions: (dateId: DateId, monthDay: string) => shardNames(dateShards).map((shard) => datePartition(dateId, monthDay, shard)),
  /** A firm that people made known among all such: gsi1 by its id, which begins with the moment at which it was made, so that none stands before it. */
  firm: (companyId: CompanyId) => ({ gsi1pk: firmsPartition('all', shardOf(companyId, firmShards)), gsi1sk: `0#${companyId}` }),
  /** A firm that is found by its name alone: gsi2 by a digest of it. */
  firmName: (companyId: CompanyId, name: string) => ({ gsi2pk: firmNamePartition(name), gsi2sk: companyId }),
  firmNamePartition,
  /** A person of a firm: gsi1 by the firm among those with people in this part of the country, gsi3 by creation among the people of the firm. */
  firmPerson: (
    companyId: CompanyId,
    leadId: LeadId,
    { region, createdAt }: { readonly region: CardRegion; readonly createdAt: string },
  ) => ({
    gsi1pk: firmsPartition(region, shardOf(companyId, firmShards)),
    gsi1sk: `0#${companyId}#${leadId}`,
    gsi3pk: peoplePartition(companyId),
    gsi3sk: `${createdAt}#${leadId}`,
  }),
  firmsPartitions: (part: CardRegion | 'all') => shardNames(firmShards).map((shard) => firmsPartition(part, shard)),
  peoplePartition,
  /** A decision of a pool: gsi2 by the moment of it. */
  decision: (poolId: PoolId, at: string, decisionId: DecisionId) => ({
    gsi2pk: decisionPartition(poolId, at.slice(0, 'yyyy-mm'.length)),
    gsi2sk: `${at}#${decisionId}`,
  }),
  decisionPartition,
  /** An opportunity by its last change: gsi2 among those of its pool, gsi3 among those of its owner. */
  opportunity: ({
    opportunityId,
    poolId,
    owner,
    state,
    updatedAt,
  }: {
    readonly opportunityId: OpportunityId;
    readonly poolId: PoolId | null;
    readonly owner: RepId | null;
    readonly state: string;
    readonly updatedAt: string;
  }) => {
    const place = `${updatedAt}#${opportunityId}`;
    const ofOwner = owner === null ? {} : { gsi3pk: opportunityOwnerPartition(owner, state), gsi3sk: place };
    return { gsi2pk: opportunityPoolPartition(poolId, state), gsi2sk: place, ...ofOwner };
  },
  opportunityOwnerPartition,
  opportunityPoolPartition,
  /** A seat of a rep: gsi3 by activity of the lead. */
  seat: (repId: RepId, activityAt: string, leadId: LeadId) => ({ gsi3pk: seatPartition(repId), gsi3sk: `${activityAt}#${leadId}` }),
  seatPartition,
  /** What a rep did, an entry of a lead's history: gsi3 by when it was told. */
  activity: (repId: RepId, at: string, entryId: EntryId) => ({ gsi3pk: activityPartition(repId), gsi3sk: `${at}#${entryId}` }),
  activityPartition,
  /** An open task of a rep: gsi3 by its class, then by the moment at which it is due. */
  work: (repId: RepId, workClass: number, dueAt: string, taskId: string) => ({
    gsi3pk: workPartition(repId),
    gsi3sk: `${workClass}#${dueAt}#${taskId}`,
  }),
  workPartition,
} as const;
