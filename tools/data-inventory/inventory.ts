import { Role } from '../../api/actions.ts';
import { type Principal, scopeOf } from '../../shared/access/index.ts';
import type { CompanyConfig } from '../../shared/company/company-config.ts';
import { erasers } from '../../shared/erasing-registry/index.ts';
import type { FieldConfig } from '../../shared/fields/field-config.ts';
import type { Locale } from '../../shared/leads/record.ts';
import { RepId } from '../../shared/platform/ids.ts';
import { type DataClass, dataClasses, recordsKept } from './classes.ts';
import type { FieldLine } from './fields.ts';
import { recipients } from './recipients.ts';
import { type Both, both, table } from './words.ts';

/** What an inventory is made from beside the code. */
export interface InventoryOf {
  readonly company: CompanyConfig;
  readonly fields: readonly FieldConfig[];
  readonly webhooks: readonly { readonly id: string; readonly url: string }[];
  /** Where it is deployed; null: nobody has said. */
  readonly region: string | null;
}

const words = {
  title: both('Kiểm kê dữ liệu cá nhân', 'Inventory of personal data'),
  made: both(
    'Tạo bằng `npm run generate` từ `config/` và mã nguồn; không sửa tay. Của cấu hình khác: `npm run inventory -- --config THƯ_MỤC`. Phân loại và căn cứ là đề xuất của sản phẩm; công ty kiểm tra và chịu trách nhiệm.',
    'Made by `npm run generate` from `config/` and the code; do not edit. Of another configuration: `npm run inventory -- --config FOLDER`. Classes and bases are what the product proposes; the company checks them and answers for them.',
  ),
  controller: both('Bên kiểm soát dữ liệu', 'Controller'),
  classes: both('Các lớp dữ liệu', 'Classes of data'),
  head: {
    class: both('lớp', 'class'),
    purpose: both('mục đích', 'purpose'),
    base: both('căn cứ', 'base'),
    kept: both('giữ bao lâu', 'kept'),
    readers: both('ai xem được', 'who sees it'),
    recipients: both('ai nhận', 'who gets it'),
  },
  records: both('Hồ sơ được giữ', 'Records are kept'),
  details: both('Từng lớp', 'Each class'),
  items: both('Nằm ở (bảng DynamoDB, theo loại mục)', 'Lies in (DynamoDB table, by kinds of items)'),
  also: both('và ở', 'and in'),
  field: both('trường', 'field'),
  says: both('là gì', 'what it is'),
  sort: both('loại', 'sort'),
  erased: both('Khi xoá một người', 'When a person is erased'),
  own: both('Trường riêng của công ty', "The company's own fields"),
  ownNone: both(
    'Công ty không khai báo trường nào; câu trả lời khác của biểu mẫu được giữ như dữ liệu cơ bản.',
    'The company declares none; other answers of forms are kept as basic data.',
  ),
  privacy: both('ai được biết', 'who may know'),
  recipients: both('Bên nhận ngoài công ty', 'Recipients outside of the company'),
  role: both('vai trò', 'role'),
  gets: both('nhận gì', 'gets'),
  where: both('ở đâu', 'where'),
  used: both('đang dùng', 'in use'),
  ads: both('Không dữ liệu nào được gửi tới nền tảng quảng cáo.', 'Nothing is sent to platforms of advertising.'),
  nobody: both('không ai, không trang nào', 'nobody, on no page'),
  files: both('Trong tệp', 'In files'),
  noFields: both(
    'Trong bảng chỉ có mã, mã băm có khoá, thời điểm và số đếm.',
    'In the table ids, keyed digests, moments and counts alone.',
  ),
  backup: both(
    'Bản sao lưu của bảng: 35 ngày; sau khi khôi phục, các việc xoá được áp dụng lại (`npm run erasures -- apply`).',
    'Backups of the table: 35 days; after a restore erasures are applied again (`npm run erasures -- apply`).',
  ),
  check: both(
    'Kiểm tra không có gì quá hạn: `npm run retention -- check --table TÊN` phải báo 0.',
    'That nothing is older than its period: `npm run retention -- check --table NAME` has to say 0.',
  ),
} as const;

const sorts: Readonly<Record<FieldLine['sort'], Both>> = {
  basic: both('cơ bản', 'basic'),
  sensitive: both('nhạy cảm', 'sensitive'),
  free: both('chữ tự do', 'free text'),
  linked: both('mã, mã băm', 'id or digest'),
};

const fates = {
  deleted: both('bị xoá', 'deleted'),
  stripped: both('bỏ mọi điều về người, giữ số liệu', 'stripped to figures'),
  expires: both('tự hết hạn', 'goes by itself'),
  kept: both('được giữ, như bằng chứng', 'kept, as proof'),
  apart: both('không dẫn tới ai', 'leads to nobody'),
} as const;

const roles: Readonly<Record<Role, Both>> = {
  admin: both('quản trị', 'admins'),
  manager: both('quản lý', 'managers'),
  leader: both('trưởng nhóm', 'leaders'),
  marketer: both('tiếp thị', 'marketers'),
  rep: both('nhân viên bán hàng', 'reps'),
};
const scopeWords: Readonly<Record<string, Both>> = {
  all: both('tất cả', 'all'),
  region: both('trong vùng', 'of their regions'),
  pool: both('trong nhóm', 'of their pools'),
  own: both('của mình', 'of their own'),
};

/** @throws Error naming each kind of items that no class has, or that two have */
export function checkClasses(): void {
  const kinds = erasers.flatMap(({ items }) => items);
  const said = dataClasses.flatMap(({ items }) => items);
  const faults = [
    ...kinds.filter((kind) => said.filter((one) => one === kind).length !== 1).map((kind) => `${kind}: name it in one class`),
    ...said.filter((kind) => !kinds.includes(kind)).map((kind) => `${kind}: no eraser knows it`),
  ];
  if (faults.length > 0)
    throw new Error(`the inventory of personal data is not whole (tools/data-inventory/classes.ts):\n${faults.join('\n')}`);
}

/** The inventory as Markdown. */
export function inventory(of: InventoryOf, locale: Locale): string {
  checkClasses();
  const say = (text: Both): string => text[locale];
  const nameOf = (id: string): string => say(recipients.find((one) => one.id === id)?.name ?? both(id, id)).replace(/ \(.*\)$/, '');
  const { company, fields } = of;
  return [
    `# ${say(words.title)}`,
    '',
    say(words.made),
    '',
    `${say(words.controller)}: **${company.name}**, ${company.address}; ${company.phone}, ${company.email}.`,
    '',
    `## ${say(words.classes)}`,
    '',
    `${say(words.records)}: ${say(recordsKept(company))}.`,
    '',
    ...table(
      Object.values(words.head).map(say),
      dataClasses.map((one) => [
        `[${say(one.name)}](#${one.id})`,
        say(one.purpose),
        say(one.base),
        say(typeof one.kept === 'function' ? one.kept(company) : one.kept),
        readersOf(one, locale),
        usedBy(one, of).map(nameOf).join(', '),
      ]),
    ),
    '',
    say(words.backup),
    say(words.check),
    '',
    `## ${say(words.recipients)}`,
    '',
    ...table(
      ['', ...[words.role, words.gets, words.where, words.used].map(say)],
      recipients.map((one) => [say(one.name), say(one.role), say(one.gets), say(one.where), isUsed(one.id, of) ? '✓' : '–']),
    ),
    '',
    ...of.webhooks.map(({ id, url }) => `- webhook \`${id}\`: ${new URL(url).host}`),
    ...(of.webhooks.length > 0 ? [''] : []),
    say(words.ads),
    '',
    `## ${say(words.own)}`,
    '',
    ...(fields.length === 0
      ? [say(words.ownNone)]
      : table(
          [say(words.field), say(words.says), say(words.privacy)],
          fields.map(({ id, labels, privacy }) => [`\`${id}\``, labels[locale] ?? labels.vi, `\`${privacy}\``]),
        )),
    '',
    `## ${say(words.details)}`,
    ...dataClasses.flatMap((one) => detailsOf(one, locale)),
    '',
  ].join('\n');
}

function detailsOf({ id, name, items, fields, alsoIn, files }: DataClass, locale: Locale): string[] {
  const say = (text: Both): string => text[locale];
  const lines = fields.flatMap((of) => Object.entries(of).flatMap(([field, line]) => (line ? [{ field, line }] : [])));
  const byText = Map.groupBy(lines, ({ line }) => `${line.sort} ${line.says.en}`);
  const rows = [...byText.values()].map((same) => {
    const [{ line } = { line: null }] = same;
    const names = [...new Set(same.map(({ field }) => `\`${field}\``))].join(', ');
    return line ? [names, say(line.says), say(sorts[line.sort])] : [];
  });
  const fateRows = erasers
    .filter((eraser) => eraser.items.some((kind) => items.includes(kind)))
    .map(({ name: what, fate }) => `${say(what)}: ${say(fates[fate.becomes])}`);
  return [
    '',
    `<a id="${id}"></a>`,
    '',
    `### ${say(name)}`,
    '',
    `${say(words.items)}: ${items.map((kind) => `\`${kind}\``).join(', ')}${alsoIn ? `; ${say(words.also)} ${say(alsoIn)}` : ''}.`,
    '',
    ...(rows.length === 0 ? [say(words.noFields)] : table([words.field, words.says, words.sort].map(say), rows)),
    ...(files ? ['', `${say(words.files)}: ${say(files)}`] : []),
    '',
    `${say(words.erased)}: ${[...new Set(fateRows)].join('; ')}.`,
  ];
}

/** Those of the recipients of a class to whom this company sends. */
export function usedBy({ recipients: ids }: Pick<DataClass, 'recipients'>, of: Pick<InventoryOf, 'company' | 'webhooks'>): string[] {
  return ids.filter((id) => isUsed(id, of));
}

export function isUsed(id: string, { company, webhooks }: Pick<InventoryOf, 'company' | 'webhooks'>): boolean {
  if (id === 'telegram') return company.telegram !== undefined;
  if (id === 'webhooks') return webhooks.length > 0;
  return true;
}

function readersOf({ action }: DataClass, locale: Locale): string {
  if (action === null) return words.nobody[locale];
  const seeing = Role.options.flatMap((role) => {
    const scope = scopeWords[scopeOf(someoneAs(role), action)];
    return scope ? [`${roles[role][locale]} (${scope[locale]})`] : [];
  });
  return seeing.join(', ');
}

function someoneAs(role: Role): Principal {
  const userId = 'somebody';
  if (role === 'rep') return { role, userId, repId: RepId.parse('rep-somebody') };
  if (role === 'leader') return { role, userId, pools: [] };
  if (role === 'manager') return { role, userId, regions: [] };
  return { role, userId };
}
