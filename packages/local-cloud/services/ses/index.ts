import { randomBytes } from 'node:crypto';
import type { LocalClock } from '../../clock.ts';
import { isObject, type Requirement, type Service, textOf } from '../service.ts';
import { ServiceError, unknownOperation } from '../service-error.ts';
import { type ConfigurationSet, createConfigurationSets } from './configuration-sets.ts';
import { clickOf, type FeedbackEvent, feedbackOf, isSimulator, openOf, type Reader } from './feedback.ts';
import { addressIn, type MailFate, type SentMail } from './mail.ts';
import { readMail, type UnsentMail } from './read-mail.ts';
import { type CountedSend, createSendingMeter, type SendingLimits } from './sending-limits.ts';
import { createSuppressionList, type SuppressedAddress, suppressionReasons } from './suppression.ts';
import { rewritten, type Watching } from './watching.ts';

export type { FeedbackEvent } from './feedback.ts';
export type { MailFate, SentMail } from './mail.ts';
export { suppressionReasons } from './suppression.ts';

export interface SesOptions {
  readonly clock: LocalClock;
  readonly accountId: string;
  readonly region: string;
  /** Called for mails with a configuration set, as SES publishes events. */
  readonly onFeedback?: (configurationSetName: string, event: FeedbackEvent) => void | Promise<void>;
  /** Verified addresses and domains. The most specific one that fits the sender is the resource that a role needs. */
  readonly identities?: readonly string[];
  /** Configuration sets that exist; any name is taken when not given. */
  readonly configurationSets?: readonly string[];
  /** Refuses a sender that no identity covers. Off unless given. */
  readonly demandsVerifiedSender?: boolean;
  /** Recipients per second before TooManyRequestsException. No limit unless given. */
  readonly maxSendRate?: number;
  /** Recipients in 24 hours before LimitExceededException. No limit unless given. */
  readonly max24HourSend?: number;
}

export interface SesSnapshot {
  readonly mails: readonly SentMail[];
  readonly suppressed: readonly SuppressedAddress[];
  /** What counts for the day's quota; an outbox that was cleared counts, too. */
  readonly sends: readonly CountedSend[];
}

export interface LocalSes {
  readonly service: Service;
  /** What was handed to SES, newest last. */
  mails(): readonly SentMail[];
  clear(): void;
  /** Makes an address bounce or complain from now on; a bounce or complaint of a real address puts it on the suppression list. */
  setFate(address: string, fate: MailFate): void;
  addIdentity(identity: string): void;
  addConfigurationSet(name: string, set?: ConfigurationSet): void;
  /** Has the mails of a set tell of opens or clicks. */
  watch(name: string, watching: Watching): void;
  /** Where links of such mails lead first, and their picture lies. */
  setTrackingUrl(base: string): void;
  /** Tells that a mail was opened; false: no such mail. */
  opened(messageId: string, reader: Reader): boolean;
  /** Tells that a link of a mail was followed, and returns where it leads; undefined: no such link. @param place from 1 on */
  followed(messageId: string, place: number, reader: Reader): string | undefined;
  setLimits(changes: Partial<SendingLimits>): void;
  /** Feedback that a callback has not finished yet. */
  publishing(): number;
  snapshot(): SesSnapshot;
  restore(snapshot: SesSnapshot): void;
}

/** SES: an outbox, the feedback events, the simulator's addresses and the suppression list. */
export function openSes(options: SesOptions): LocalSes {
  const { clock, accountId, region } = options;
  const identities = new Set(options.identities?.map((identity) => identity.toLowerCase()));
  const suppression = createSuppressionList(clock.now);
  const fates = new Map<string, MailFate>();
  let mails: SentMail[] = [];
  const sets = createConfigurationSets(options.configurationSets);
  const meter = createSendingMeter(clock.now, { maxSendRate: options.maxSendRate, max24HourSend: options.max24HourSend });
  let publishingCount = 0;
  let trackingUrl = 'http://127.0.0.1:8787';

  const identityArn = (identity: string): string => `arn:aws:ses:${region}:${accountId}:identity/${identity}`;
  const identityOf = (from: string): string | undefined => coveringNames(from).find((name) => identities.has(name));

  const fateOf = (address: string, setName: string | undefined): MailFate => {
    if (suppression.has(address, sets.suppressedReasonsOf(setName)) || isSimulator(address, 'suppressionlist')) return 'suppressed';
    if (isSimulator(address, 'bounce')) return 'bounced';
    if (isSimulator(address, 'complaint')) return 'complained';
    return fates.get(address) ?? 'delivered';
  };

  const publish = async (setName: string, events: readonly FeedbackEvent[]): Promise<void> => {
    publishingCount += 1;
    try {
      // The answer to SendEmail goes first: SES never tells of a mail before it was accepted.
      await new Promise((resolve) => setImmediate(resolve));
      for (const event of events) await options.onFeedback?.(setName, event);
    } catch (error) {
      console.error('local services: a mail event could not be published:', error);
    } finally {
      publishingCount -= 1;
    }
  };

  const check = (mail: UnsentMail): void => {
    if (options.demandsVerifiedSender === true && identityOf(mail.from) === undefined) {
      throw new ServiceError('MessageRejected', 'Email address is not verified. The following identities failed the check: the sender');
    }
    sets.check(mail.configurationSet);
    meter.count(recipientsOf(mail).length);
  };

  const sourceOf = (mail: SentMail, callerName: string) => ({
    accountId,
    region,
    callerName,
    identityArn: identityArn(identityOf(mail.from) ?? domainOf(mail.from)),
  });
  const mailCalled = (messageId: string): SentMail | undefined => mails.find((mail) => mail.messageId === messageId);

  const accept = (unsent: UnsentMail, callerName: string): SentMail => {
    const fatesNow = new Map(recipientsOf(unsent).map((address) => [address, fateOf(address, unsent.configurationSet)]));
    const fate = [...fatesNow.values()].find((one) => one !== 'delivered') ?? 'delivered';
    const atMs = clock.now();
    const messageId = `${randomBytes(8).toString('hex')}-${randomBytes(16).toString('hex')}-000000`;
    const sent: SentMail = { ...unsent, messageId, at: new Date(atMs).toISOString(), fate };
    const watching = sets.watchingOf(sent.configurationSet);
    const isWatched = sent.html !== undefined && (watching.opens || watching.clicks);
    const mail = isWatched ? { ...sent, ...rewritten(sent.html, watching, { base: trackingUrl, messageId }) } : sent;
    mails.push(mail);
    for (const [address, own] of fatesNow) {
      if (address.endsWith('@simulator.amazonses.com')) continue;
      const reason = own === 'bounced' ? 'BOUNCE' : own === 'complained' ? 'COMPLAINT' : undefined;
      if (reason && sets.suppressedReasonsOf(mail.configurationSet).includes(reason)) suppression.add(address, reason);
    }
    if (mail.configurationSet !== undefined) {
      void publish(mail.configurationSet, feedbackOf(mail, sourceOf(mail, callerName), fatesNow, atMs));
    }
    return mail;
  };

  return {
    mails: () => mails,
    clear() {
      mails = [];
    },
    setFate(address, fate) {
      fates.set(addressIn(address), fate);
    },
    addIdentity(identity) {
      identities.add(identity.toLowerCase());
    },
    addConfigurationSet: (name, set = {}) => sets.add(name, set),
    watch: (name, watching) => sets.watch(name, watching),
    setTrackingUrl(base) {
      trackingUrl = base;
    },
    opened(messageId, reader) {
      const mail = mailCalled(messageId);
      if (mail?.configurationSet === undefined) return false;
      void publish(mail.configurationSet, [openOf(mail, sourceOf(mail, 'reader'), reader, clock.now())]);
      return true;
    },
    followed(messageId, place, reader) {
      const mail = mailCalled(messageId);
      const link = mail?.links?.[place - 1];
      if (mail?.configurationSet === undefined || link === undefined) return undefined;
      void publish(mail.configurationSet, [clickOf(mail, link, sourceOf(mail, 'reader'), reader, clock.now())]);
      return link.url;
    },
    setLimits(changes) {
      meter.limits = { ...meter.limits, ...changes };
    },
    publishing: () => publishingCount,
    snapshot: () => ({ mails, suppressed: suppression.all(), sends: meter.snapshot() }),
    restore(snapshot) {
      mails = [...snapshot.mails];
      suppression.restore(snapshot.suppressed);
      meter.restore(snapshot.sends);
    },
    service: {
      name: 'ses',
      async execute(operation, input, principal) {
        if (operation === 'SendEmail') {
          const mail = await readMail(input);
          check(mail);
          return { status: 200, body: { MessageId: accept(mail, principal).messageId } };
        }
        if (operation === 'GetAccount') return { status: 200, body: accountOf(meter.limits, meter.sentLastDay()) };
        const run = suppression.operations[operation];
        if (run === undefined) throw unknownOperation('SES', operation);
        return { status: 200, body: run(input) };
      },
      resourcesOf(operation, input) {
        if (operation !== 'SendEmail' || !isObject(input)) return [{ action: `ses:${operation}`, resourceArn: '*' }];
        return sendRequirements(input, identityArn, identityOf, `arn:aws:ses:${region}:${accountId}:configuration-set/`);
      },
    },
  };
}

// SES checks the identity of the sender, and the configuration set when one is named.
function sendRequirements(
  input: Readonly<Record<string, unknown>>,
  identityArn: (identity: string) => string,
  identityOf: (from: string) => string | undefined,
  setArnPrefix: string,
): readonly Requirement[] {
  const from = textOf(input.FromEmailAddress) ?? '';
  const destination = isObject(input.Destination) ? Object.values(input.Destination).flat() : [];
  const context = {
    'ses:FromAddress': addressIn(from),
    'ses:Recipients': destination
      .map(textOf)
      .filter((address) => address !== undefined)
      .map(addressIn),
  };
  const configurationSet = textOf(input.ConfigurationSetName);
  // A ready-made message needs the action of the older API, whichever API it comes through.
  const action = isObject(input.Content) && isObject(input.Content.Raw) ? 'ses:SendRawEmail' : 'ses:SendEmail';
  return [
    { action, resourceArn: identityArn(identityOf(from) ?? domainOf(from)), context },
    ...(configurationSet === undefined ? [] : [{ action, resourceArn: `${setArnPrefix}${configurationSet}`, context }]),
  ];
}

function domainOf(mailbox: string): string {
  return addressIn(mailbox).split('@')[1] ?? '';
}

/** The address, its domain and the domains above: the identities that can cover a sender, most specific first. */
function coveringNames(from: string): readonly string[] {
  const labels = domainOf(from).split('.');
  return [addressIn(from), ...labels.map((_, index) => labels.slice(index).join('.'))];
}

function recipientsOf({ to, cc, bcc }: UnsentMail): readonly string[] {
  return [...to, ...cc, ...bcc].map(addressIn);
}

function accountOf({ maxSendRate, max24HourSend }: SendingLimits, sentLastDay: number): Record<string, unknown> {
  return {
    SendingEnabled: true,
    ProductionAccessEnabled: true,
    EnforcementStatus: 'HEALTHY',
    SendQuota: { Max24HourSend: max24HourSend ?? 50_000, MaxSendRate: maxSendRate ?? 14, SentLast24Hours: sentLastDay },
    SuppressionAttributes: { SuppressedReasons: suppressionReasons },
  };
}
