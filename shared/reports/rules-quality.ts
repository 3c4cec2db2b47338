import type { Enquiry, Fact } from '../facts/index.ts';
import type { Asked, Column, Counted, Report } from './report.ts';
import { anchored } from './rules-anchor.ts';
import { isValid } from './rules-came.ts';
import { commonDimensions, rowsOf, sourceKeyOf, unknownKey } from './rules-dimensions.ts';
import { heldBeside, heldColumns, withHeldSum } from './rules-held.ts';

const faults = ['noPhone', 'invalidPhone', 'badEmail', 'disposableEmail', 'wrongNumber', 'spam'] as const;
type Fault = (typeof faults)[number];

const unreachable: ReadonlySet<string> = new Set(['bounced', 'undeliverable', 'typed']);

/** Says what is wrong with a lead, as it is known now. */
function faultsOf({ quality, statuses }: Pick<Fact, 'quality' | 'statuses'>): Fault[] {
  const { phone, email } = quality;
  const last = statuses.at(-1);
  const reason = last?.status === 'disqualified' ? last.reason : null;
  const holds: Readonly<Record<Fault, boolean>> = {
    noPhone: phone === 'none',
    invalidPhone: phone === 'invalid',
    badEmail: unreachable.has(email),
    disposableEmail: email === 'disposable',
    wrongNumber: reason === 'wrongNumber' || reason === 'wrongPerson',
    spam: reason === 'spam',
  };
  return faults.filter((fault) => holds[fault]);
}

const share = (name: string, part: string, of: string): Column => ({ name, kind: 'share', unit: 'share', part, of });

/** A post is of the place that it came from itself, and not of where its person was first. */
function rowsOfEnquiry(fact: Fact, enquiry: Enquiry, counted: Counted, asked: Asked): string | readonly string[] {
  const { channel, campaign } = enquiry;
  switch (asked.by) {
    case 'source':
      return sourceKeyOf(enquiry);
    case 'channel':
      return channel;
    case 'campaign':
      return campaign === null || campaign === '' ? unknownKey : campaign;
    default:
      return rowsOf(fact, counted, asked);
  }
}

/** What the leads and posts of each place are worth: numbers that are none, addresses for a day, the same twice. */
const ofLeads: Report = {
  name: 'quality',
  bases: ['arrival'],
  dimensions: [
    'source',
    'channel',
    'campaign',
    'utmSource',
    ...commonDimensions.filter((one) => !['source', 'channel', 'campaign', 'utmSource'].includes(one)),
  ],
  columns: () => [
    { name: 'leads', kind: 'leads', unit: 'count' },
    { name: 'validLeads', kind: 'leads', unit: 'count' },
    ...faults.map((name): Column => ({ name, kind: 'leads', unit: 'count' })),
    { name: 'knownFields', kind: 'sum', unit: 'number', hidden: true },
    { name: 'fieldsEach', kind: 'per', unit: 'number', sum: 'knownFields', of: 'leads' },
    { name: 'enquiries', kind: 'times', unit: 'count' },
    { name: 'duplicates', kind: 'times', unit: 'count' },
    share('validShare', 'validLeads', 'leads'),
    share('invalidPhoneShare', 'invalidPhone', 'leads'),
    share('disposableShare', 'disposableEmail', 'leads'),
    share('wrongNumberShare', 'wrongNumber', 'leads'),
    share('duplicateShare', 'duplicates', 'enquiries'),
  ],
  fold: (fact, out, asked) => {
    const counted = anchored(fact, fact.arrivedAt, asked);
    if (!counted) return;
    const rows = rowsOf(fact, counted, asked);
    out.add(rows, 'leads', fact, counted);
    out.add(rows, 'knownFields', fact, { ...counted, value: fact.quality.fields });
    if (isValid(fact)) out.add(rows, 'validLeads', fact, counted);
    for (const fault of faultsOf(fact)) out.add(rows, fault, fact, counted);
    for (const enquiry of fact.enquiries) {
      const own = rowsOfEnquiry(fact, enquiry, counted, asked);
      out.add(own, 'enquiries', fact, counted);
      if (enquiry.kind === 'duplicate') out.add(own, 'duplicates', fact, counted);
    }
  },
};

/** The same beside what quarantine made of their posts, for whoever decides about these. */
export const quality: Report = {
  ...ofLeads,
  columns: (basis) => [...ofLeads.columns(basis), ...heldColumns],
  fold: (fact, out, asked) => {
    ofLeads.fold(fact, out, asked);
    const counted = anchored(fact, fact.arrivedAt, asked);
    if (!counted) return;
    for (const enquiry of fact.enquiries) {
      if (enquiry.isReleased) out.add(rowsOfEnquiry(fact, enquiry, counted, asked), 'released', fact, counted);
    }
  },
  asksHeld: true,
  beside: heldBeside,
  complete: withHeldSum,
  forOthers: {
    without: 'quarantine.read',
    report: ofLeads,
    note: {
      vi: 'Số bài gửi bị giữ lại chỉ hiện cho người duyệt bài gửi của toàn công ty.',
      en: 'What was held in quarantine is shown only to those who decide about it for the whole company.',
    },
  },
};
