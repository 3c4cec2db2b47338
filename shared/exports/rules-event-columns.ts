import type { z } from 'zod';
import { type EventColumn, eventColumns } from '../../api/exports/export-words.ts';
import type { Both } from '../leads/event-sentence.ts';
import type { Registered } from '../registrations/index.ts';
import type { WrittenCell } from '../sheets/index.ts';
import { type CellParts, moment, text } from './rules-cells.ts';

interface Column {
  readonly headers: Both;
  readonly cell: (row: Registered, parts: CellParts) => WrittenCell;
}

/** Headers are of no use to whoever reads a list that is brought: they stay with the row. */
const own: Readonly<Record<z.infer<typeof EventColumn>, Column>> = {
  registration: {
    headers: { vi: 'Tình trạng đăng ký', en: 'Registration' },
    cell: ({ registration }, { language }) => text(standingNames[standingOf(registration)][language]),
  },
  ticketCode: { headers: { vi: 'Mã vé', en: 'Ticket code' }, cell: ({ code }) => text(code) },
  registeredAt: {
    headers: { vi: 'Đăng ký lúc', en: 'Registered at' },
    cell: ({ registration }, parts) => moment(registration.arrivedAt, parts),
  },
  arrivedAt: {
    headers: { vi: 'Đến lúc', en: 'Came at' },
    cell: ({ registration: { attendedAt } }, parts) => (attendedAt === undefined ? { kind: 'empty' } : moment(attendedAt, parts)),
  },
  eventForm: { headers: { vi: 'Biểu mẫu đăng ký', en: 'Registration form' }, cell: ({ form }, { language }) => text(form[language]) },
  eventCampaign: { headers: { vi: 'Chiến dịch đăng ký', en: 'Registration campaign' }, cell: ({ campaign }) => text(campaign) },
};

type Standing = 'registered' | 'waiting' | 'came' | 'missed' | 'givenBack' | 'calledOff' | 'tooLate' | 'refused';

const standingNames: Readonly<Record<Standing, Both>> = {
  registered: { vi: 'Có chỗ', en: 'Has a place' },
  waiting: { vi: 'Đang chờ chỗ', en: 'Waits for a place' },
  came: { vi: 'Đã đến', en: 'Came' },
  missed: { vi: 'Không đến', en: 'Did not come' },
  givenBack: { vi: 'Đã trả chỗ', en: 'Gave it back' },
  calledOff: { vi: 'Sự kiện không diễn ra', en: 'Event called off' },
  tooLate: { vi: 'Đăng ký quá hạn', en: 'Registered too late' },
  refused: { vi: 'Không còn chỗ', en: 'Found no place' },
};

function standingOf({ state, reason, attendedAt, missedAt }: Registered['registration']): Standing {
  switch (state) {
    case 'confirmed':
      return attendedAt !== undefined ? 'came' : missedAt !== undefined ? 'missed' : 'registered';
    case 'cancelled':
      return reason === 'calledOff' ? 'calledOff' : 'givenBack';
    case 'refused':
      return reason === 'closed' ? 'tooLate' : 'refused';
    case 'waiting':
      return 'waiting';
  }
}

export const isOfEvent = (column: string): column is z.infer<typeof EventColumn> => Object.hasOwn(own, column);

/** Returns what a column of the list of an event is called in a file; null for one that is none. */
export const eventHeadersOf = (column: string): Both | null => (isOfEvent(column) ? own[column].headers : null);

/** Writes what a column says of a registration. */
export const eventCell = (column: z.infer<typeof EventColumn>, row: Registered, parts: CellParts): WrittenCell =>
  own[column].cell(row, parts);

/** Whom a list at a door tells apart, then how they stand; who does not see contact details is offered none. */
const usual = ['leadId', 'fullName', 'phone', 'email', 'company', ...eventColumns, 'owner'];

/** The columns of the list of an event for somebody who is offered these of leads. */
export const usualOfEvent = (offered: readonly string[]): string[] =>
  usual.filter((column) => isOfEvent(column) || offered.includes(column));
