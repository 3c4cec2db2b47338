import type { Inbound, Known, Read, Receiver } from '../connector-type.ts';
import { arrivalOf } from '../platform-content.ts';
import { readZaloEvent } from './event.ts';
import { isSignedByZalo } from './signature.ts';

/** A Zalo official account: people who share who they are, or write their number into the chat. Of other events nothing is kept. */
export const zaloReceiver: Receiver = {
  secrets: () => ['oa-secret'],
  read({ body, headers }: Inbound, { secrets, connector }: Known): Read {
    const event = readZaloEvent(body);
    const signer = { appId: connector.settings.appId ?? '', oaSecret: secrets['oa-secret'] ?? '' };
    const times = [event?.timestamp, headers['x-zevent-timestamp']];
    if (!isSignedByZalo(body, headers['x-zevent-signature'], times, signer)) return { kind: 'refused', reason: 'wrongSignature' };
    if (!event) return { kind: 'unreadable', reason: 'noEvent' };
    const { oaId } = connector.settings;
    // One app may serve several accounts, and each has people of its own.
    const isOurs = oaId === undefined || event.oaId === null || event.oaId === oaId;
    return { kind: 'arrivals', arrivals: event.lead && isOurs ? [arrivalOf({ is: 'lead', lead: event.lead })] : [] };
  },
};
