import { describe, expect, it } from '@jest/globals';
import kinds from '../../../config/data/mail-kinds.json' with { type: 'json' };
import typos from '../../../config/data/mail-typos.json' with { type: 'json' };
import { meantDomain } from '../../../shared/identity/rules-typo.ts';

describe('a domain that is a slip of a provider’s', () => {
  it('is told from one that somebody else has', () => {
    const expected: [typed: string, meant: string | null][] = [
      ['gmial.com', 'gmail.com'],
      ['gmal.com', 'gmail.com'],
      ['gmaill.com', 'gmail.com'],
      ['gnail.com', 'gmail.com'],
      ['gmail.con', 'gmail.com'],
      ['gmail.co', 'gmail.com'],
      ['gmail.com.vn', 'gmail.com'],
      ['gmail.vn', 'gmail.com'],
      ['gmaill.co', 'gmail.com'],
      ['yaho.com.vn', 'yahoo.com.vn'],
      ['yahoo.con.vn', 'yahoo.com.vn'],
      ['yahooo.com', 'yahoo.com'],
      ['hotmial.com', 'hotmail.com'],
      ['hotmail.vn', 'hotmail.com'],
      ['outlok.com', 'outlook.com'],
      ['iclod.com', 'icloud.com'],
      ['mail.com', null],
      ['email.com', null],
      ['ymail.com', null],
      ['cloud.com', null],
      ['gail.com', null],
      ['yahoo.it', null],
      ['hotmail.es', null],
      ['annhien.vn', null],
      ['fpt.com.vn', null],
      ['vnpt.vn', null],
      ['mail.gmail.com', null],
      ['x.y', null],
      ['', null],
    ];

    expect(expected.filter(([typed, meant]) => meantDomain(typed) !== meant)).toEqual([]);
  });

  it('is none of the lists of domains in use', () => {
    const { freeDomains, disposableDomains } = kinds;

    expect([...freeDomains, ...disposableDomains, ...typos.alsoTheirs].filter((domain) => meantDomain(domain) !== null)).toEqual([]);
  });
});
