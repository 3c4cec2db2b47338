import { describe, expect, it } from '@jest/globals';
import file from '../../../config/data/mail-kinds.json' with { type: 'json' };
import { isWithin, mailKindOf, normaliseEmail } from '../../../shared/identity/index.ts';

describe('the kind of an address', () => {
  it.each([
    ['huong@gmail.com', 'free'],
    ['huong@yahoo.com.vn', 'free'],
    ['huong@annhien.vn', 'company'],
    ['huong@mail.gmail.com.vn', 'company'],
    ['info@annhien.vn', 'role'],
    ['kinhdoanh@annhien.vn', 'role'],
    ['INFO+web@annhien.vn', 'role'],
    ['no.reply@annhien.vn', 'role'],
    ['ke-toan@annhien.vn', 'role'],
    ['ban.giam_doc@annhien.vn', 'role'],
    ['information.desk@annhien.vn', 'company'],
    ['info@gmail.com', 'role'],
    ['huong@mailinator.com', 'disposable'],
    ['info@x.mailinator.com', 'disposable'],
    ['huong@notmailinator.com', 'company'],
  ])('%s is %s', (email, kind) => {
    expect(mailKindOf(email)).toBe(kind);
  });

  it('is told by lists of normalised domains and names, none of which is in two lists', () => {
    const { freeDomains, disposableDomains, roleLocalParts } = file;

    const notNormal = [...freeDomains, ...disposableDomains].filter((domain) => {
      const read = normaliseEmail(`a@${domain}`);
      return !read.ok || read.email !== `a@${domain}`;
    });
    const odd = roleLocalParts.filter((name) => !/^[a-z][a-z-]*$/.test(name));

    expect([notNormal, odd]).toEqual([[], []]);
    expect(freeDomains.filter((domain) => isWithin(domain, new Set(disposableDomains)))).toEqual([]);
  });
});
