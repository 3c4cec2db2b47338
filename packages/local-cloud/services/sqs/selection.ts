import { md5OfAttributes } from './digest.ts';
import type { ReceivedMessage } from './message.ts';

/** The system attributes that a receiver asked for. */
export function receivedAttributes(message: ReceivedMessage, names: readonly string[]): Record<string, unknown> {
  const wanted = Object.entries(message.attributes).filter(([name]) => names.includes('All') || names.includes(name));
  return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
}

/** The message attributes that a receiver asked for: by name, `All`, `.*` or `prefix.*`. */
export function receivedMessageAttributes(message: ReceivedMessage, names: readonly string[]): Record<string, unknown> {
  const isWanted = (name: string): boolean =>
    names.some((wanted) => wanted === 'All' || wanted === name || (wanted.endsWith('.*') && name.startsWith(wanted.slice(0, -2))));
  const wanted = Object.fromEntries(Object.entries(message.messageAttributes).filter(([name]) => isWanted(name)));
  const digest = md5OfAttributes(wanted);
  return digest === undefined ? {} : { MessageAttributes: wanted, MD5OfMessageAttributes: digest };
}
