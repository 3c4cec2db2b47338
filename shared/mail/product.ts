import type { MailKind, MailRequest, MailRequestOf } from '../../events/index.ts';
import { maskingOf, nothingMasked, readMaskRules } from '../access/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Trial } from '../experiments/experiment-config.ts';
import type { Masking } from '../identity/index.ts';
import type { EntryDraft, Lead, Locale } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId, MailId, RepId } from '../platform/ids.ts';
import type { Log } from '../platform/logging.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import type { Sender } from './compose.ts';
import { hideWritten, type MailMasking } from './hide-written.ts';
import { mailId } from './mail-id.ts';
import type { MailAudience, MailFailure, PlannedMail } from './record.ts';
import type { Lists } from './render.ts';
import type { AdvertisingLimits } from './rules-slots.ts';
import type { OwnValues, Template } from './template.ts';

/** What a mail is for: a notice to our own people goes over a queue of its own, because people wait for it. */
export type MailPurpose = 'notice' | 'service';

/** Why a mail is not sent: `leave` is kept nowhere, since another mail of the lead tells it; `skip` tells nobody; `fail` stands in the lead's history. */
export type Unsent =
  | { readonly act: 'leave'; readonly why: string }
  | { readonly act: 'skip'; readonly why: string }
  | { readonly act: 'fail'; readonly reason: MailFailure };

/**
 * Who hears of notices one by one only so often; a digest lists what is beyond: of a rep, so many within an hour; of a leader, by the id of their user, one within
 * two minutes.
 */
export type Pace = { readonly repId: RepId; readonly mostPerHour: number } | { readonly userId: string };

/** A mail that goes out later, and what it waits for: one word, kept with it as the latest reason. */
export interface Postponed {
  readonly act: 'postpone';
  readonly until: Date;
  readonly why: string;
}

/**
 * `isProven`: somebody showed that the address is theirs, so the limits for strangers do not hold for it.
 * `pace`: left out where the mail goes out whatever its receiver was sent. `plannedFor`: the moment from which on what follows the mail counts.
 */
export type MailPlan =
  | { readonly act: 'send'; readonly to: string; readonly isProven?: boolean; readonly pace?: Pace; readonly plannedFor?: Date }
  | Postponed
  | Unsent;

/** A condition or write that goes into the transaction of a claim, and what its refusal means. */
export interface ClaimGuard {
  readonly write: WriteItem;
  refused(): Promise<Unsent | Postponed> | Unsent | Postponed;
}

/** What holds for a mail that advertises, beside what holds for every mail to a person. */
export interface Advertising {
  /** Holds while the address is open and its person wants these mails; in place of the gate's own guard of an open address. */
  readonly open: ClaimGuard;
  /** How many a mailbox gets. */
  readonly limits: AdvertisingLimits;
  /** Where a press, or the mail program by itself, ends them. */
  readonly refusalUrl: string;
}

/** A template of the house, and what is put into it. */
export interface FilledTemplate {
  readonly template: Template;
  readonly values: Readonly<Record<string, string>>;
  /** Rows of what the template repeats. @default - it repeats nothing */
  readonly lists?: Lists;
}

/** A file of text that comes along with a mail. */
export interface MailAttachment {
  readonly fileName: string;
  /** Such as `text/calendar`. */
  readonly contentType: string;
  readonly content: string;
}

/** A mail whose text stands already, the company's words with it. */
export interface RenderedMail {
  /** Changes with every change of what it was rendered from. */
  readonly version: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** The content of a mail, before headers and tags are put around it. */
export type WrittenMail = (FilledTemplate | RenderedMail) & {
  readonly locale: Locale;
  readonly replyTo: string | null;
  /** Whose reading the links to the company's own pages tell of; null: they tell of nobody. */
  readonly reader: LeadId | null;
  /** Which of two mails that are tried against each other it is. @default - it is no trial */
  readonly trial?: Trial;
  /** Files that come along. @default - none */
  readonly attachments?: readonly MailAttachment[];
  /** Who of our people wrote it with their own hand. @default - a machine did */
  readonly writer?: MailWriter;
};

/** A person who writes to one other person. */
export interface MailWriter {
  /** Stands before the company's name. */
  readonly name: string;
  /** Names of the mails that this one goes on from, the one that it answers last; none: it begins anew. */
  readonly thread: readonly string[];
}

/** What the gate reads for every mail, begun before anybody waits for it. */
export interface BegunMail {
  /** Read strongly: the request may overtake the replicas. */
  readonly lead: Promise<Lead | undefined>;
  readonly company: Promise<CompanyConfig>;
}

/** What products read with. */
export interface ProductParts {
  readonly table: Table;
  readonly digests: Digests;
  readonly config: ConfigReader;
  readonly sender: Pick<Sender, 'from' | 'siteUrl' | 'signedLinkKey' | 'leadPage'>;
  readonly log: Pick<Log, 'error'>;
  readonly clock: Clock;
}

/** All that is known of a mail when it is decided upon. */
export interface MailMatter<Request, Facts> {
  readonly mailId: MailId;
  readonly request: Request;
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly facts: Facts;
  /** What is masked of the lead for whoever the mail goes to. */
  readonly masking: Masking;
}

/** Facts of any product; `correlationId` ties the mail's entries to what caused it. */
interface AnyFacts {
  readonly correlationId: string;
}

/** One kind of mail: what it needs to know, when it goes to whom, and what it says. The gate does the rest. */
export interface MailDefinition<Kind extends MailKind, Facts extends AnyFacts> {
  readonly kind: Kind;
  /** A rep hears at least once; a lead is written to at most once, and only at an address that is open. */
  readonly audience: MailAudience;
  readonly purpose: MailPurpose;
  /** Each row of its lists was masked by what holds for its own lead. @default - each is masked as soon as any pool masks its leads */
  readonly masksRows?: true;
  /** Finds another lead to keep a mail with that tells of several, where its own is gone; undefined: none is left. @default - it tells of its own alone */
  otherLead?(request: MailRequestOf<Kind>, parts: Pick<ProductParts, 'table'>): Promise<LeadId | undefined>;
  /** Names the mail among those of its kind; the same request gives the same name, which makes a second delivery harmless. */
  name(request: MailRequestOf<Kind>): string;
  /** Returns the lead as the mail is to know it. @default - as it is */
  known?(request: MailRequestOf<Kind>, lead: Lead, parts: ProductParts): Promise<Lead>;
  /** Reads cheaply; the claim checks again whatever must be exact. */
  gather(request: MailRequestOf<Kind>, begun: BegunMail, parts: ProductParts): Promise<Facts>;
  /** Decides whether the mail goes out now. */
  plan(matter: MailMatter<MailRequestOf<Kind>, Facts>, now: Date): MailPlan;
  /** Writes the mail to its receiver; the same matter gives the same mail. */
  compose(matter: MailMatter<MailRequestOf<Kind>, Facts>, to: string, parts: Pick<ProductParts, 'digests' | 'sender'>): WrittenMail;
  /** What is claimed together with the mail, beside itself and an open address. */
  guards?(matter: MailMatter<MailRequestOf<Kind>, Facts>, to: string, parts: ClaimParts): readonly ClaimGuard[];
  /** Returns what holds for the mail where it advertises; null where it does not. @default - it never does */
  advertising?(matter: MailMatter<MailRequestOf<Kind>, Facts>, to: string, parts: ClaimParts): Advertising | null;
  /** Returns what goes into the transaction that ends the mail or has it wait, read anew each time it is asked for. @default - nothing follows */
  follow?(request: MailRequestOf<Kind>, end: MailEnd | MailWait, parts: FollowParts): Promise<Following>;
}

/** A mail with its facts gathered. */
export interface PreparedMail {
  readonly mailId: MailId;
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly correlationId: string;
  plan(now: Date): MailPlan;
  compose(to: string, parts: Pick<ProductParts, 'digests' | 'sender'>): WrittenMail;
  guards(to: string, parts: ClaimParts): readonly ClaimGuard[];
  advertising(to: string, parts: ClaimParts): Advertising | null;
}

/** What guards are made with: `now` is the moment of the claim. `isForDigest`: a digest tells of the mail instead of itself. */
export type ClaimParts = ProductParts & { readonly planned: PlannedMail; readonly now: Date; readonly isForDigest?: boolean };

/** How a mail ended. */
export type MailEnd =
  | { readonly kind: 'sent' }
  | { readonly kind: 'skipped'; readonly why: string }
  | { readonly kind: 'failed'; readonly reason: MailFailure };

/** A mail that is decided upon again, after minutes at the least. */
export interface MailWait {
  readonly kind: 'waits';
}

/** What follows a mail is found with these. */
export type FollowParts = Pick<ProductParts, 'table' | 'config'> & {
  readonly plannedFor: Date | undefined;
  readonly now: Date;
};

/** What follows a mail: writes, and what the lead's history tells before and after the mail. */
export interface Following {
  readonly writes: readonly WriteItem[];
  readonly before: readonly EntryDraft[];
  readonly after: readonly EntryDraft[];
}

/** A product as the gate sees it: of any kind, its facts its own business. */
export interface MailProduct<Kind extends MailKind = MailKind> {
  readonly kind: Kind;
  readonly audience: MailAudience;
  readonly purpose: MailPurpose;
  idOf(request: MailRequest): MailId;
  /** Undefined: the lead is gone. */
  prepare(request: MailRequest, begun: BegunMail, parts: ProductParts): Promise<PreparedMail | undefined>;
  /** Undefined: the mail tells of its own lead alone. */
  readonly elsewhere?: (request: MailRequest, parts: Pick<ProductParts, 'table'>) => Promise<LeadId | undefined>;
  /** Undefined: nothing ever follows. */
  readonly following?: (request: MailRequest, end: MailEnd | MailWait, parts: FollowParts) => Promise<Following>;
}

/** The products of a gate; a kind without one does not compile. */
export type MailProducts = { readonly [Kind in MailKind]: MailProduct<Kind> };

/** Defines a product, to be registered with the gate in functions/send-mail/products.ts. */
export function defineMail<Kind extends MailKind, Facts extends AnyFacts>(
  definition: MailDefinition<Kind, Facts>,
): MailDefinition<Kind, Facts> & MailProduct<Kind> {
  const isOwn = (request: MailRequest): request is MailRequestOf<Kind> => request.kind === definition.kind;
  const own = (request: MailRequest): MailRequestOf<Kind> => {
    if (isOwn(request)) return request;
    throw new CorruptItemError(`a request of the kind ${request.kind} came to the product ${definition.kind}`);
  };
  const idOf = (request: MailRequest) => mailId(definition.kind, definition.name(own(request)));
  const { follow, otherLead } = definition;
  return {
    ...definition,
    ...(otherLead ? { elsewhere: (request: MailRequest, parts: Pick<ProductParts, 'table'>) => otherLead(own(request), parts) } : {}),
    ...(follow
      ? { following: (request: MailRequest, end: MailEnd | MailWait, parts: FollowParts) => follow(own(request), end, parts) }
      : {}),
    idOf,
    async prepare(request, { lead: read, company: begunCompany }, parts) {
      const { known } = definition;
      const begun = { lead: known ? read.then((one) => one && known(own(request), one, parts)) : read, company: begunCompany };
      const [facts, lead, company] = await Promise.all([definition.gather(own(request), begun, parts), begun.lead, begun.company]);
      if (!lead) return undefined;
      const masking = definition.audience === 'rep' ? await maskingOfMail(lead, parts.config, definition.masksRows) : nothingToMask;
      const matter = { mailId: idOf(request), request: own(request), lead, company, facts, masking: masking.lead };
      return {
        mailId: matter.mailId,
        lead,
        company,
        correlationId: facts.correlationId,
        plan: (now) => definition.plan(matter, now),
        // Whatever a product puts into a mail to our own people is masked here: none can forget it.
        compose: (to, options) => hideWritten(definition.compose(matter, to, options), masking),
        guards: (to, options) => definition.guards?.(matter, to, options) ?? [],
        advertising: (to, options) => definition.advertising?.(matter, to, options) ?? null,
      };
    },
  };
}

const nothingToMask: MailMasking = { lead: nothingMasked, rows: nothingMasked };

async function maskingOfMail(lead: Lead, config: ConfigReader, masksRows = false): Promise<MailMasking> {
  const rules = await readMaskRules(config);
  return { lead: maskingOf(lead, rules), rows: masksRows ? nothingMasked : maskingOf(null, rules) };
}

/** Returns what a mail put into its template; nothing where its text stood already. */
export const valuesIn = (written: WrittenMail): Readonly<Record<string, string>> => ('template' in written ? written.values : {});

/** Takes a template with a value for each of its variables but the company's. */
export function filled<Variable extends string>(template: Template<Variable>, values: OwnValues<Variable>) {
  return { template, values };
}
