import { describe, expect, it } from '@jest/globals';
import { askBy, type NameServers } from '../../../shared/platform/mail-servers.ts';

type Rows = readonly string[] | string;

/** Name servers that answer with names, or fail with a code of Node's resolver. */
function nameServers({ mx, a = 'ENODATA', aaaa = 'ENODATA' }: { mx: Rows; a?: Rows; aaaa?: Rows }): NameServers {
  const answer = async (rows: Rows): Promise<string[]> => {
    if (typeof rows === 'string') throw Object.assign(new Error(`queryMx ${rows}`), { code: rows });
    return [...rows];
  };
  return {
    resolveMx: async () => (await answer(mx)).map((exchange) => ({ exchange, priority: 10 })),
    resolve4: (async () => answer(a)) as unknown as NameServers['resolve4'],
    resolve6: (async () => answer(aaaa)) as unknown as NameServers['resolve6'],
  };
}

describe('what name servers say of a domain', () => {
  it.each<[string, Parameters<typeof nameServers>[0], string]>([
    ['it names servers for mail', { mx: ['mx.songthu.vn'] }, 'found'],
    ['it names one beside one that takes nothing', { mx: ['', 'mx.songthu.vn'] }, 'found'],
    ['it takes no mail (RFC 7505)', { mx: [''] }, 'refusesMail'],
    ['it names none and has an address (RFC 5321, 5.1)', { mx: 'ENODATA', a: ['192.0.2.1'] }, 'found'],
    ['it names none and has an address of the other kind', { mx: 'ENODATA', aaaa: ['2001:db8::1'] }, 'found'],
    ['it answers with an empty list', { mx: [], a: [], aaaa: [] }, 'noServers'],
    ['it has neither', { mx: 'ENODATA' }, 'noServers'],
    ['nobody has it', { mx: 'ENOTFOUND' }, 'noSuchDomain'],
    ['they are down', { mx: 'ESERVFAIL' }, 'silent'],
    ['they take too long', { mx: 'ETIMEOUT' }, 'silent'],
    ['they refuse to say', { mx: 'EREFUSED' }, 'silent'],
    ['they take too long for the address', { mx: 'ENODATA', a: 'ETIMEOUT' }, 'silent'],
    ['one of two addresses is there', { mx: 'ENODATA', a: 'ETIMEOUT', aaaa: ['2001:db8::1'] }, 'found'],
  ])('%s', async (_what, answers, expected) => {
    expect(await askBy(nameServers(answers))('songthu.vn')).toBe(expected);
  });
});
