import { type Engagement, type Graded, type GradedEngagement, hiddenLink, type MailFacts, type Reason } from './record.ts';

/**
 * Nobody hears of a mail, opens it and aims at a link in less time. Security gateways are seen to follow all links within ten seconds
 * (mautic/mautic#8692); Mautic's own limit of two finds few of them (mautic/mautic#16263).
 */
const instantSeconds = 10;

/** Two thirds of 836 sweeps of one sender began 20 to 60 seconds after the sending (putyourlightson/craft-campaign#546); some people are as quick. */
const earlySeconds = 60;

/**
 * Three links at once: Marketo takes more than two activities within two seconds for a machine's. Slower ones follow about a link a
 * second (mautic/mautic#9798): three within ten seconds when that is at least half of what the mail offers.
 */
const sweepLinks = 3;
const fastSweepSeconds = 2;
const sweepSeconds = 10;
const sweepShare = 0.5;

/** What happens around a scan is part of it: its open comes half a minute before its clicks (craft-campaign#546), stragglers after. */
export const nearScanSeconds = 60;
/** Scanners that take their time stay at one address; an office's people may leave by the same one, later. */
const scannerAddressSeconds = 3_600;

/** A gateway that looks as the person clicks comes from elsewhere within seconds (resend/resend-node#901: twelve). */
const addressSeconds = 60;
const manyAddresses = 3;

/** Faster than a page opens. */
const pairSeconds = 2;

/** Nearly every link, however slowly: who reads like that? */
const allLinksSeconds = 600;
const allLinksShare = 0.8;

/** How long a person takes from one link to the next: a page has to come and be looked at, and nobody reads one mail for longer. */
export const paceSeconds = { least: 5, most: 1_800 } as const;

/** What a later click of the same person clears up. Whoever came by a proxy, or with all links, has to prove more than a click. */
const clearedByClick: Readonly<Record<Engagement['action'], ReadonlySet<Reason>>> = {
  click: new Set<Reason>(['twoAddresses', 'pair', 'early']),
  open: new Set<Reason>(['early', 'proxy', 'agent']),
};

/** Where a machine read the mail. */
type Scan = Pick<Engagement, 'at' | 'network'>;

/**
 * Grades all that was done with one mail, together: what one engagement is worth hangs on the others, whichever came first. More
 * evidence never makes a machine less of one; only a person's word does.
 */
export function gradeEngagements(engagements: readonly Engagement[], mail: MailFacts): GradedEngagement[] {
  const clicks = engagements.filter(({ action }) => action === 'click');
  const visible = clicks.filter(({ link }) => link !== hiddenLink);
  const sweeping = sweepsIn(visible, mail.links);
  const thorough = thoroughIn(visible, mail.links);
  const scans: readonly Scan[] = clicks.filter((click) => click.link === hiddenLink || sweeping.has(click));
  const alone = engagements.map((engagement): GradedEngagement => {
    const sure = machineReasons(engagement, mail, visible, sweeping, scans);
    const doubts = sure.length > 0 ? [] : doubtsOf(engagement, mail, visible, thorough, scans);
    return { ...engagement, ...judged(engagement, sure, doubts) };
  });
  const people = alone.filter(({ action, grade }) => action === 'click' && grade === 'human');
  return alone.map((one) => (isClearedUp(one, people) ? { ...one, grade: 'human', reasons: ['laterClick'] } : one));
}

/** A person's word stands against everything, a rule's against what is not certain, a visit against doubts. */
function judged({ action, verdict, isVisited }: Engagement, sure: readonly Reason[], doubts: readonly Reason[]): Graded {
  if (verdict && verdict.by.kind !== 'system') return { grade: verdict.grade, reasons: ['verdict'] };
  if (sure.length > 0) return { grade: 'machine', reasons: sure };
  if (verdict) return { grade: verdict.grade, reasons: ['verdict'] };
  if (doubts.length === 0) return { grade: 'human', reasons: ['plain'] };
  return action === 'click' && isVisited ? { grade: 'human', reasons: ['visit'] } : { grade: 'unsure', reasons: doubts };
}

function machineReasons(
  one: Engagement,
  mail: MailFacts,
  visible: readonly Engagement[],
  sweeping: ReadonlySet<Engagement>,
  scans: readonly Scan[],
): Reason[] {
  if (one.link === hiddenLink) return ['hiddenLink'];
  if (sweeping.has(one)) return ['sweep'];
  const isNear = scans.some((scan) => isWithin(scan, one, nearScanSeconds));
  const isAtAddress = scans.some((scan) => isSameNetwork(scan, one) && isWithin(scan, one, scannerAddressSeconds));
  return [
    ...when(isNear, 'nearScan'),
    ...when(isAtAddress, 'scannerAddress'),
    ...when(one.agent === 'scanner', 'scanner'),
    ...when(one.agent === 'bot', 'bot'),
    ...when(!one.isGet, 'notGet'),
    ...when(one.action === 'click' && secondsAfter(mail, one) < instantSeconds, 'instant'),
    ...when(networksOf(one, visible) >= manyAddresses, 'manyAddresses'),
  ];
}

function doubtsOf(
  one: Engagement,
  mail: MailFacts,
  visible: readonly Engagement[],
  thorough: ReadonlySet<Engagement>,
  scans: readonly Scan[],
): Reason[] {
  const isShared = scans.some((scan) => isSameNetwork(scan, one));
  const isPaired = visible.some((other) => one.link !== null && other.link !== one.link && isWithin(other, one, pairSeconds));
  return [
    ...when(isShared, 'sharedAddress'),
    ...when(thorough.has(one), 'allLinks'),
    ...when(networksOf(one, visible) === 2, 'twoAddresses'),
    ...when(isPaired, 'pair'),
    ...when(secondsAfter(mail, one) < earlySeconds, 'early'),
    ...when(one.agent === 'proxy', 'proxy'),
    // Mail programs show pictures and leave links to the browser.
    ...when(one.agent === 'unknown' || (one.agent === 'mailApp' && one.action === 'click'), 'agent'),
  ];
}

function isClearedUp({ action, grade, reasons, verdict, at, network }: GradedEngagement, people: readonly Engagement[]): boolean {
  if (grade !== 'unsure' || verdict || !reasons.every((reason) => clearedByClick[action].has(reason))) return false;
  return people.some((later) => {
    const seconds = later.at - at;
    if (seconds < paceSeconds.least || seconds > paceSeconds.most) return false;
    // Pictures may come by a proxy, so that an open has no address of its own.
    return action === 'open' || isSameNetwork(later, { network });
  });
}

/** Clicks on many links in less time than a person needs to look at one. */
function sweepsIn(clicks: readonly Engagement[], links: number | null): ReadonlySet<Engagement> {
  const found = new Set<Engagement>();
  const enough = links === null ? sweepLinks : Math.max(sweepLinks, links * sweepShare);
  for (const first of clicks) {
    for (const [seconds, least] of [
      [fastSweepSeconds, sweepLinks],
      [sweepSeconds, enough],
    ] as const) {
      const within = clicks.filter(({ at }) => at >= first.at && at <= first.at + seconds);
      if (linksIn(within) >= least) for (const click of within) found.add(click);
    }
  }
  return found;
}

/** Clicks from one address that followed nearly all links of the mail. */
function thoroughIn(clicks: readonly Engagement[], links: number | null): ReadonlySet<Engagement> {
  const found = new Set<Engagement>();
  if (links === null || links < sweepLinks) return found;
  for (const first of clicks) {
    const own = clicks.filter(({ at, network }) => network === first.network && at >= first.at && at <= first.at + allLinksSeconds);
    if (linksIn(own) >= links * allLinksShare) for (const click of own) found.add(click);
  }
  return found;
}

/** From how many networks the same link was followed at about the same time. */
function networksOf(one: Engagement, visible: readonly Engagement[]): number {
  if (one.link === null || one.network === null) return 0;
  const same = visible.filter((other) => other.link === one.link && isWithin(other, one, addressSeconds));
  return new Set(same.flatMap(({ network }) => network ?? [])).size;
}

const when = (isSo: boolean, reason: Reason): Reason[] => (isSo ? [reason] : []);
const linksIn = (clicks: readonly Engagement[]): number => new Set(clicks.flatMap(({ link }) => link ?? [])).size;
const isWithin = (one: { readonly at: number }, other: { readonly at: number }, seconds: number): boolean =>
  Math.abs(one.at - other.at) <= seconds;
const isSameNetwork = (one: Pick<Engagement, 'network'>, other: Pick<Engagement, 'network'>): boolean =>
  one.network !== null && one.network === other.network;
const secondsAfter = ({ sentAt, deliveredAt }: MailFacts, { at }: Engagement): number => at - (deliveredAt ?? sentAt);
