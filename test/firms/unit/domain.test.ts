import { describe, expect, it } from '@jest/globals';
import file from '../../../config/data/public-suffixes.json' with { type: 'json' };
import { firmDomain, registeredDomain } from '../../../shared/firms/rules-domain.ts';

/** From the test data of the Public Suffix List (https://raw.githubusercontent.com/publicsuffix/list/main/tests/test_psl.txt). */
const published: readonly (readonly [string, string | null])[] = [
  ['com', null],
  ['example.com', 'example.com'],
  ['b.example.com', 'example.com'],
  ['a.b.example.com', 'example.com'],
  ['uk.com', null],
  ['example.uk.com', 'example.uk.com'],
  ['test.ac', 'test.ac'],
  ['c.mm', null],
  ['b.c.mm', 'b.c.mm'],
  ['a.b.c.mm', 'b.c.mm'],
  ['jp', null],
  ['test.jp', 'test.jp'],
  ['ac.jp', null],
  ['test.ac.jp', 'test.ac.jp'],
  ['kyoto.jp', null],
  ['test.kyoto.jp', 'test.kyoto.jp'],
  ['ide.kyoto.jp', null],
  ['b.ide.kyoto.jp', 'b.ide.kyoto.jp'],
  ['c.kobe.jp', null],
  ['b.c.kobe.jp', 'b.c.kobe.jp'],
  ['city.kobe.jp', 'city.kobe.jp'],
  ['www.city.kobe.jp', 'city.kobe.jp'],
  ['ck', null],
  ['test.ck', null],
  ['b.test.ck', 'b.test.ck'],
  ['www.ck', 'www.ck'],
  ['www.www.ck', 'www.ck'],
  ['k12.ak.us', null],
  ['test.k12.ak.us', 'test.k12.ak.us'],
  ['mail.abc.com.vn', 'abc.com.vn'],
  ['abc.hanoi.vn', 'abc.hanoi.vn'],
  ['abc.io.vn', 'abc.io.vn'],
];

describe('the part of a domain that somebody registered', () => {
  it('is what the list says', () => {
    expect(published.map(([domain]) => [domain, registeredDomain(domain, file.suffixes)])).toEqual(published);
  });
});

describe('the domain by which a mailbox tells of a firm', () => {
  it.each([
    ['lan@abc.com.vn', 'abc.com.vn'],
    ['ketoan@hn.abc.vn', 'abc.vn'],
    ['info@abc.vn', 'abc.vn'],
    ['lan@gmail.com', null],
    ['info@gmail.com', null],
    ['lan@hcm.vnn.vn', null],
    ['lan@hn.fpt.vn', null],
    ['lan@mail.yahoo.com.vn', null],
    ['lan@sv.hust.edu.vn', null],
    ['lan@hanoi.gov.vn', null],
    ['lan@moit.gov.vn', null],
    ['lan@cs.ox.ac.uk', null],
    ['lan@mailinator.com', null],
    ['lan@example.com', null],
    // A slip of many, who would meet in a firm of that name.
    ['lan@gmail.con', null],
    ['lan@gmial.com', null],
    ['lan@hotmail.vn', null],
    ['lan@com.vn', null],
    ['lan@constructor', null],
  ])('of %s is %s', (email, domain) => {
    expect(firmDomain(email, file.suffixes)).toBe(domain);
  });
});
