import { defineEraser, type Removal } from '../erasing/eraser.ts';
import { keys } from '../platform/keys.ts';
import { readLedger } from './ledger.ts';
import { parseRegistration } from './registration.ts';
import { putSettleTimer } from './requests.ts';
import { isActive } from './rules-places.ts';

/** Places at events: what leads to the person goes along, and a place that becomes free goes to whoever waits longest. */
export const registrationsEraser = defineEraser({
  capability: 'registrations',
  items: ['LEAD REG', 'EVENT CODE', 'EVENT WAITING'],
  name: { vi: 'Đăng ký sự kiện', en: 'Registrations for events' },
  fate: { becomes: 'deleted' },
  async follow(item, _person, { table, now }) {
    const registration = parseRegistration(item);
    const { formId, leadId, edition, code, arrivedAt, state } = registration;
    const ledger = await readLedger(table, formId);
    if (!ledger || !isActive(registration, ledger)) return { removals: [], isAll: true };
    const gone = (kind: string, Key: ReturnType<typeof keys.eventLedger>): Removal => ({ kind, write: { Delete: { Key } } });
    const counted = state === 'confirmed' ? 'taken' : 'waiting';
    const removals: Removal[] = [
      gone('EVENT CODE', keys.eventCode(formId, edition, code)),
      ...(state === 'waiting' ? [gone('EVENT WAITING', keys.waitingPlace(formId, edition, arrivedAt, leadId))] : []),
      {
        kind: null,
        write: {
          Update: {
            Key: keys.eventLedger(formId),
            UpdateExpression: 'SET #counted = #counted - :one, version = version + :one',
            ConditionExpression: 'version = :read',
            ExpressionAttributeNames: { '#counted': counted },
            ExpressionAttributeValues: { ':one': 1, ':read': ledger.version },
          },
        },
      },
      { kind: null, write: putSettleTimer(formId, now, 'erased', leadId) },
    ];
    return { removals, isAll: true };
  },
});
