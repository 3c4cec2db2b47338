/**
 * Words that occur nowhere but in one posted field, so that whatever is written down of a person can be traced to where it was typed.
 * Every word is looked for as posted and in the forms that code makes of it.
 */
export const canary = {
  fullName: 'Hoàng Yến Khướu',
  otherName: 'Vành Khuyên Lục',
  email: 'chao-mao@kestrel.example',
  otherEmail: 'son-ca@kestrel.example',
  phone: '0912 345 671',
  otherPhone: '+84 (91) 234.5672',
  province: 'Ấp Chèo Bẻo',
  company: 'Công ty Bói Cá',
  message: 'Cuốc kêu đêm hè',
  unknownField: 'Đại bàng đen',
  unknownName: 'truong_dieuhau',
  pageUrl: 'https://shop.example/sao-den?email=sao-den@shop.example',
  referrer: 'https://search.example/?q=vet-ngu-sac',
  utm: 'cong-xanh',
  honeypot: 'https://qua-den.example',
  agent: 'Browser/ke-ke-9.1',
  file: 'trĩ đỏ.pdf',
  address: '10.99.77.33',
} as const;

const traces: Readonly<Record<string, RegExp>> = {
  'a name': /hoàng yến|hoang[ +_-]?yen|khướu|khuou|vành khuyên|vanh[ +_-]?khuyen/i,
  'an e-mail address': /chao-mao|son-ca|kestrel|%40/i,
  'a phone number': /912[\s.()-]*345[\s.()-]*67[12]|91\)[\s.]*234[\s.]*567/,
  'a place': /chèo bẻo|cheo[ -]?beo/i,
  'a company': /bói cá|boi[ -]?ca\b/i,
  'a message': /cuốc kêu|cuoc[ -]?keu/i,
  'an unknown field': /đại bàng|dai[ -]?bang|dieuhau/i,
  'a page address': /sao-den|vet-ngu-sac|cong-xanh/i,
  'a honeypot': /qua-den/i,
  'a device': /ke-ke-9/i,
  'a file': /trĩ đỏ|tri[ -]?do\b/i,
  'a client address': /10\.99\.77\.33/,
};

/** What of a person a text tells, decomposed accents included. */
export function tracesIn(text: string): string[] {
  const composed = text.normalize('NFC');
  return Object.entries(traces).flatMap(([what, trace]) => (trace.test(composed) ? [what] : []));
}
