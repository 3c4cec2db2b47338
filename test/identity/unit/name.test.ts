import { describe, expect, it } from '@jest/globals';
import { greetingName, namesCompatible, normaliseName, ownWordsOf, salutationOf } from '../../../shared/identity/name.ts';

describe('normaliseName', () => {
  it('stores the name composed and clean, with its search key and given name', () => {
    expect(normaliseName(' Nguyễn  Thị\u200b Hường '.normalize('NFD'))).toEqual({
      fullName: 'Nguyễn Thị Hường',
      searchKey: 'nguyen thi huong',
      givenName: 'Hường',
      salutation: null,
    });
  });

  it.each(['John Smith', 'Hường', 'Công ty ABC'])('does not claim to know the given name of %s', (raw) => {
    expect(normaliseName(raw).givenName).toBeNull();
  });

  it('gives an empty name for nothing', () => {
    expect(normaliseName(' \u200b')).toEqual({ fullName: '', searchKey: '', givenName: null, salutation: null });
  });

  it('cuts an endless name between letters', () => {
    expect([...normaliseName('ễ'.normalize('NFD').repeat(5_000)).fullName]).toEqual(Array(200).fill('ễ'));
  });
});

describe('namesCompatible', () => {
  it.each([
    ['Nguyễn Thị Hường', 'NGUYEN THI HUONG', true],
    ['Nguyễn Thị Hường', 'Hường', true],
    ['Hường Nguyễn', 'Nguyễn Thị Hường', true],
    ['Nguyễn Thị Hường', '', true],
    ['', '', true],
    ['...', 'Lan', true],
    ['Đào Lan', 'Ðào  Lan', true],
    ['Trần Văn An', 'Trần Văn Anh', false],
    ['Nguyễn Văn An', 'Nguyễn Thị An', false],
    ['Lan Lan', 'Lan', true],
    ['Lan Lan Hoa', 'Lan Hoa Hoa', false],
    ['An', 'Anh', false],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(namesCompatible(a, b)).toBe(expected);
    expect(namesCompatible(b, a)).toBe(expected);
  });
});

describe('words of address', () => {
  it('are no part of a name, where they cannot be one', () => {
    const keys: [typed: string, key: string][] = [
      ['Chị Lan', 'lan'],
      ['chị  Lan', 'lan'],
      ['CHỊ LAN', 'lan'],
      ['Chị Lan'.normalize('NFD'), 'lan'],
      ['Anh/Chị Lan', 'lan'],
      ['anh chi Lan', 'lan'],
      ['Ông bà Nguyễn Văn Nam', 'nguyen van nam'],
      ['Quý khách Hường', 'huong'],
      ['Bà Trần', 'tran'],
      ['Mr Minh', 'minh'],
      ['Mr.Minh', 'minh'],
      ['(Ms) Lan Anh', 'lan anh'],
      ['Prof. Dr. John Smith', 'john smith'],
      ['PGS.TS Nguyễn Văn An', 'nguyen van an'],
      ['BS. Lê Quang Minh', 'le quang minh'],
      ['Thầy Hùng', 'hung'],
      ['Anh/Chị', ''],
      ['Mr', ''],
      ['Chị', ''],
      ['Nguyen Van A (Mr)', 'nguyen van a'],
      ['Nguyễn Văn Minh - Mr', 'nguyen van minh'],
      ['anh Tuấn - 0912 345 678', 'anh tuan'],
      ['Anh Nguyễn Văn Tuấn', 'nguyen van tuan'],
      ['chi nguyen thi lan', 'nguyen thi lan'],
      ['C. Trần Thị Lan', 'tran thi lan'],
      ['Ông Lê Văn Nam', 'le van nam'],
      ['Anh/Chi', ''],
      ['Trần Bình 1985', 'tran binh'],
      ['Hoa (Zalo)', 'hoa'],
      ['(Lan)', '(lan)'],
      ['0912345678', '0912345678'],
      // Names all of them, or perhaps.
      ['Anh Thư', 'anh thu'],
      ['Anh Minh Tuấn', 'anh minh tuan'],
      ['Anh Chi', 'anh chi'],
      ['Chi Mai', 'chi mai'],
      ['C. Lan', 'c. lan'],
      ['A Tuấn', 'a tuan'],
      ['Em Vy', 'em vy'],
      ['Ông Ích Khiêm', 'ong ich khiem'],
      ['Anh Vũ Trần', 'anh vu tran'],
      ['Chu Lê Minh', 'chu le minh'],
      ['Chị Anh Đào', 'anh dao'],
      ['Anh', 'anh'],
      ['Trần Anh', 'tran anh'],
      ['Nguyễn Thị Anh', 'nguyen thi anh'],
      ['Anh Nguyễn', 'anh nguyen'],
      ['Chi Nguyễn', 'chi nguyen'],
      ['Chu Văn An', 'chu van an'],
      ['Bắc Hà', 'bac ha'],
      ['Em', 'em'],
      ['Ban Ki-moon', 'ban ki-moon'],
      ['Nguyễn Bà Lan', 'nguyen ba lan'],
      ['Drew Barry', 'drew barry'],
      ['Msafiri', 'msafiri'],
    ];

    const wrong = keys.flatMap(([typed, key]) => {
      const found = normaliseName(typed);
      return found.searchKey === key ? [] : [`${typed}: ${found.searchKey}, not ${key}`];
    });

    expect(wrong).toEqual([]);
    expect(normaliseName('Chị Lan')).toEqual({ fullName: 'Chị Lan', searchKey: 'lan', givenName: null, salutation: null });
    expect(normaliseName('Chị Nguyễn Thị Lan').givenName).toBe('Lan');
  });

  it.each([
    ['Chị Lan', 'Trần Thị Lan', true],
    ['Anh Tuấn', 'Nguyễn Anh Tuấn', true],
    ['Mr Minh', 'Lê Quang Minh', true],
    ['Cô Hoa', 'Phạm Thị Hoa', true],
    ['Chị Lan', 'Anh Hùng', false],
    ['Anh Lan', 'Anh Hùng', false],
    ['Chu Văn An', 'Trần Văn An', false],
    ['Nguyễn Thị Anh', 'Nguyễn Thị Em', false],
    ['Anh Tuấn', 'Trần Minh Tuấn', true],
    ['anh Tuấn', 'Tuấn', true],
    ['Chi Mai', 'Trần Thị Mai', true],
    ['Chi Mai', 'Nguyễn Chi Mai', true],
    ['Ông Nam', 'Lê Văn Nam', true],
    ['Anh Thư', 'Chi Mai', false],
    ['Anh Thư', 'Anh Hùng', false],
    ['Anh', 'Anh Hùng', false],
    ['Chi', 'Chi Mai', false],
    ['Trần Anh', 'Anh Tuấn', false],
  ])('%s and %s are one person: %s', (a, b, expected) => {
    expect(namesCompatible(normaliseName(a).searchKey, normaliseName(b).searchKey)).toBe(expected);
  });

  it('are known to be some in front of a family name alone', () => {
    const typed: [string, ReturnType<typeof salutationOf>][] = [
      ['Chị Nguyễn Thị Lan', 'Chị'],
      ['chi nguyen thi lan', 'Chị'],
      ['Anh Nguyễn Văn Tuấn', 'Anh'],
      ['A. Trần Minh', 'Anh'],
      ['ÔNG LÊ VĂN NAM', 'Ông'],
      ['Bà Trần', 'Bà'],
      ['Bác Hoàng Thị Ba (Zalo)', 'Bác'],
      ['Anh Thư', null],
      ['Chi Mai', null],
      ['Chị Lan', null],
      ['Anh Vũ', null],
      ['Anh Đào', null],
      ['Anh Vũ Trần', null],
      ['Chu Lê Minh', null],
      ['Ông Ích Khiêm', null],
      ['Anh/Chị Nguyễn Lan', null],
      ['Mr Nguyễn Văn Nam', null],
      ['Em Nguyễn Văn Nam', null],
      ['', null],
    ];

    const wrong = typed.filter(([name, expected]) => salutationOf(name) !== expected);

    expect(wrong).toEqual([]);
  });

  it.each([
    ['nguyen anh thu', 3],
    ['anh thu', 1],
    ['thu', 1],
    ['', 0],
  ])('leave %s with %i words of its own', (key, expected) => {
    expect(ownWordsOf(key)).toBe(expected);
  });

  it.each([
    ['Anh Thư', 'vi', 'Thư'],
    ['Anh Thư', 'en', 'Thư'],
    ['Chi Mai', 'en', 'Mai'],
    ['Chị Lan', 'vi', 'Lan'],
    ['Mr. Minh', 'en', 'Minh'],
    ['Anh/Chị', 'vi', ''],
    ['Nguyen Van Nam (Mr)', 'vi', 'Nam'],
    ['anh Tuấn - 0912345678', 'vi', 'Tuấn'],
    ['Jane Doe (Ms.)', 'en', 'Jane'],
    ['Nguyễn Thị Hường', 'en', 'Hường'],
    ['Tran Van Nam', 'en', 'Nam'],
    ['Ms Jane Doe', 'en', 'Jane'],
    ['Anh', 'vi', 'Anh'],
    ['LÊ VĂN TÁM', 'vi', 'Tám'],
    ['nguyễn thị đào', 'vi', 'Đào'],
    ['nguyễn Thị hà', 'vi', 'hà'],
    ["JEAN-LUC O'NEILL", 'en', 'Jean-Luc'],
    ['王小明', 'en', '王小明'],
  ])('%s in %s is greeted as «%s»', (fullName, locale, expected) => {
    expect(greetingName(fullName, locale)).toBe(expected);
  });
});

describe('greetingName', () => {
  it.each([
    ['Nguyễn Thị Hường', 'vi', undefined, 'Hường'],
    ['Nguyễn Thị Hường', 'vi-VN', null, 'Hường'],
    ['Nguyễn Thị Hường', 'en', 'Hường', 'Hường'],
    ['John Smith', 'en', undefined, 'John'],
    ['John Smith', 'vi', 'John', 'John'],
    [' Lan ', 'vi', ' ', 'Lan'],
    ['', 'vi', undefined, ''],
    ['', 'en', undefined, ''],
  ])('greets %s in %s (given name %s) as %s', (fullName, locale, givenName, expected) => {
    expect(greetingName(fullName, locale, givenName)).toBe(expected);
  });
});
