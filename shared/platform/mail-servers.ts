import { getServers } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { z } from 'zod';

/**
 * What name servers say of a domain that mail is to go to. `found`: it has a server for mail. `refusesMail`: it says that it takes none (null MX,
 * RFC 7505). `noServers`: nothing at it takes mail. `noSuchDomain`: nobody has the name. `silent`: no name server says anything.
 */
export const MailServers = z.enum(['found', 'refusesMail', 'noServers', 'noSuchDomain', 'silent']);
export type MailServers = z.infer<typeof MailServers>;

/** Asks name servers for the servers that take mail for a domain. Nobody waits for it. */
export type AskMailServers = (domain: string) => Promise<MailServers>;

/** The part of Node's resolver that is asked. */
export type NameServers = Pick<Resolver, 'resolveMx' | 'resolve4' | 'resolve6'>;

/** Opens the name servers. @param servers as `address:port` @default - those of the machine */
export function openMailServers(servers: readonly string[] = getServers()): AskMailServers {
  // Two tries of three seconds: whoever works has a minute, and silence is asked again later.
  const resolver = new Resolver({ timeout: 3_000, tries: 2 });
  resolver.setServers(servers);
  return askBy(resolver);
}

/** Asks by RFC 5321, 5.1: where a domain names no server for mail, the domain itself is one. */
export function askBy(resolver: NameServers): AskMailServers {
  return async (domain) => {
    const named = await answerOf(resolver.resolveMx(domain));
    if (named === 'noSuchDomain' || named === 'silent') return named;
    if (named !== 'nothing') return named.some(({ exchange }) => exchange !== '') ? 'found' : 'refusesMail';
    const addresses = await Promise.all([answerOf(resolver.resolve4(domain)), answerOf(resolver.resolve6(domain))]);
    if (addresses.some((one) => Array.isArray(one) && one.length > 0)) return 'found';
    return addresses.includes('silent') ? 'silent' : 'noServers';
  };
}

async function answerOf<Row>(asked: Promise<readonly Row[]>): Promise<readonly Row[] | 'nothing' | 'noSuchDomain' | 'silent'> {
  try {
    const rows = await asked;
    return rows.length > 0 ? rows : 'nothing';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENODATA') return 'nothing';
    return code === 'ENOTFOUND' ? 'noSuchDomain' : 'silent';
  }
}
