import type { Inbound, Known, Read, Receiver } from '../connector-type.ts';
import { arrivalOf } from '../platform-content.ts';
import { saidOf } from '../platform-lead.ts';
import { readMetaDelivery } from './delivery.ts';
import { isSignedByMeta } from './signature.ts';
import { answerVerification } from './verification.ts';

/** Lead forms of Facebook and Instagram. A delivery names leads alone; what people answered is asked for. */
export const metaReceiver: Receiver = {
  secrets: () => ['app-secret', 'verify-token'],
  verify({ query }: Inbound, { secrets }: Known) {
    const challenge = answerVerification(query, secrets['verify-token'] ?? '');
    return challenge === null ? null : { status: 200, contentType: 'text/plain; charset=utf-8', body: challenge };
  },
  read({ body, headers }: Inbound, { secrets, connector }: Known): Read {
    if (!isSignedByMeta(body, headers['x-hub-signature-256'], secrets['app-secret'] ?? ''))
      return { kind: 'refused', reason: 'wrongSignature' };
    const references = readMetaDelivery(body);
    if (!references) return { kind: 'unreadable', reason: 'noDelivery' };
    // An app may tell of several pages by one address; another page's leads are not to be had with this one's token.
    const { pageId: own } = connector.settings;
    const ours = references.filter(({ pageId }) => own === undefined || pageId === null || pageId === own);
    const arrivals = ours.map(({ leadId, formId, pageId }) =>
      arrivalOf({ is: 'reference', leadId, ids: saidOf({ formId: formId ?? undefined, pageId: pageId ?? undefined }), said: null }),
    );
    return { kind: 'arrivals', arrivals };
  },
};
