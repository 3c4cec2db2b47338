import { createSocket } from 'node:dgram';
import { type DnsAnswer, type Question, readQuestion, types, writeAnswer } from './message.ts';

/** A name server of this machine: nobody outside is asked for the domains of people who do not exist. */
export interface LocalDns {
  /** As `address:port`. */
  readonly address: string;
  close(): Promise<void>;
}

/** Opens it on a free port of this machine. */
export async function openDns(): Promise<LocalDns> {
  const socket = createSocket('udp4');
  socket.on('message', (packet, from) => {
    const question = readQuestion(packet);
    const answer = question && answerTo(question);
    if (question && answer) socket.send(writeAnswer(question, answer), from.port, from.address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', resolve);
  });
  socket.unref();
  return {
    address: `127.0.0.1:${socket.address().port}`,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/**
 * Every domain takes mail, but for those whose names say otherwise: below `.invalid` (RFC 2606) there is none; `no-mail.…` has no server,
 * `refuses-mail.…` says that it takes none, and of `silent.…` nothing is heard.
 */
export function answerTo({ name, type }: Pick<Question, 'name' | 'type'>): DnsAnswer | null {
  if (name === 'invalid' || name.endsWith('.invalid')) return 'noSuchName';
  if (name.startsWith('silent.')) return null;
  if (type !== types.MX || name.startsWith('no-mail.')) return 'nothing';
  return { exchanges: [name.startsWith('refuses-mail.') ? '' : `mail.${name}`] };
}
