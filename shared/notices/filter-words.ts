import { formKind } from '../capture/form-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import type { Both } from '../leads/event-sentence.ts';
import { LeadStatus, type Locale, Stage } from '../leads/index.ts';
import { stageNames, statusNames } from '../leads/sentences.ts';
import { RepId, SegmentId } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { productKind } from '../products/product-config.ts';
import { provinceOf, resolveProvince } from '../regions/index.ts';
import { repKind } from '../routing/rep-config.ts';
import { segmentKind } from '../segments/segment-config.ts';

/** What a filter is told by. */
export interface FilterNames {
  readonly reps: ReadonlyMap<string, { readonly name: string }>;
  readonly products: ReadonlyMap<string, { readonly names: Both }>;
  readonly segments: ReadonlyMap<string, { readonly names: Both }>;
  readonly fields: ReadonlyMap<string, { readonly labels: Both }>;
  readonly forms: ReadonlyMap<string, { readonly title: Both }>;
}

/** Reads the names by which filters are told. */
export async function readFilterNames({ config }: { readonly config: ConfigReader }): Promise<FilterNames> {
  const [reps, products, segments, fields, forms] = await Promise.all([
    config.current(repKind),
    config.current(productKind),
    config.current(segmentKind),
    config.current(fieldKind),
    config.current(formKind),
  ]);
  return {
    reps: reps.documents,
    products: products.documents,
    segments: segments.documents,
    fields: fields.documents,
    forms: forms.documents,
  };
}

interface Asked {
  readonly filter: Readonly<Record<string, string>>;
  /** What names one person, of which only that it was asked is kept. */
  readonly named: readonly string[];
}

interface Telling {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly names: FilterNames;
}

const everybody: Both = { vi: 'mọi lead họ thấy', en: 'all leads that they see' };
const onePerson: Both = {
  vi: 'một người, tìm theo tên, số hoặc địa chỉ',
  en: 'one person, found by a name, a number or an address',
};

/** Says in words which leads a list was asked for. What is typed freely stands as it was typed: whoever shows it masks it. */
export function filterInWords({ filter, named }: Asked, telling: Telling): string {
  const { locale } = telling;
  const said = Object.entries(filter).map(([name, value]) => sayingOf(name)(value, telling));
  const all = [...(named.length > 0 ? [onePerson[locale]] : []), ...said];
  return all.length === 0 ? everybody[locale] : all.join(' · ');
}

type Say = (value: string, telling: Telling) => string;

const labelled =
  (label: Both, shown: Say = (value) => value): Say =>
  (value, telling) =>
    `${label[telling.locale]}: ${shown(value, telling)}`;

const partNames: Readonly<Record<string, Both>> = {
  north: { vi: 'miền Bắc', en: 'the north' },
  central: { vi: 'miền Trung', en: 'the centre' },
  south: { vi: 'miền Nam', en: 'the south' },
};
const temperatureNames: Readonly<Record<string, Both>> = {
  cold: { vi: 'lạnh', en: 'cold' },
  warm: { vi: 'ấm', en: 'warm' },
  hot: { vi: 'nóng', en: 'hot' },
};
const stateNames: Readonly<Record<string, Both>> = {
  marketing: { vi: 'marketing đang giữ', en: 'with marketing' },
  waiting: { vi: 'đang chờ người phụ trách', en: 'waiting for an owner' },
  offered: { vi: 'đang mời nhận', en: 'offered' },
  owned: { vi: 'có người phụ trách', en: 'owned' },
  floating: { vi: 'trong kho chung', en: 'floating' },
  ended: { vi: 'không cần ai', en: 'in need of nobody' },
};
const kindNames: Readonly<Record<string, Both>> = {
  b2b: { vi: 'doanh nghiệp', en: 'businesses' },
  b2c: { vi: 'cá nhân', en: 'persons' },
};

const among =
  (all: Readonly<Record<string, Both>>): Say =>
  (value, { locale }) =>
    (Object.hasOwn(all, value) ? all[value]?.[locale] : undefined) ?? value;

const moment: Say = (value, { locale, timeZone }) => localTime(value, timeZone, locale);

/** Answers may be typed by people: the question alone is told. */
const questions: Say = (value, { locale, names }) =>
  value
    .split(';')
    .map((one) => one.split(':')[0] ?? '')
    .map((field) => names.fields.get(field)?.labels[locale] ?? field)
    .join(', ');

const words: Readonly<Record<string, Say>> = {
  region: labelled({ vi: 'khu vực', en: 'region' }, (value, telling) => {
    if (Object.hasOwn(partNames, value)) return among(partNames)(value, telling);
    const province = provinceOf(resolveProvince(value)?.provinceCode ?? '');
    return province ? (telling.locale === 'vi' ? province.name : province.nameEn) : value;
  }),
  owner: labelled(
    { vi: 'người phụ trách', en: 'owner' },
    (value, { names }) => names.reps.get(RepId.safeParse(value).data ?? '')?.name ?? value,
  ),
  waiting: (_value, { locale }) => ({ vi: 'đang chờ người phụ trách', en: 'waiting for an owner' })[locale],
  state: labelled({ vi: 'phân công', en: 'assignment' }, among(stateNames)),
  product: labelled({ vi: 'sản phẩm', en: 'product' }, (value, { names, locale }) => names.products.get(value)?.names[locale] ?? value),
  campaign: labelled({ vi: 'chiến dịch', en: 'campaign' }),
  source: labelled({ vi: 'nguồn', en: 'source' }),
  tag: labelled({ vi: 'nhãn', en: 'tag' }),
  field: labelled({ vi: 'theo câu trả lời', en: 'by answers to' }, questions),
  finding: labelled({ vi: 'hồ sơ cần xem lại', en: 'found of the record' }),
  kind: labelled({ vi: 'loại khách', en: 'kind' }, among(kindNames)),
  segment: labelled(
    { vi: 'phân khúc', en: 'segment' },
    (value, { names, locale }) => names.segments.get(SegmentId.safeParse(value).data ?? '')?.names[locale] ?? value,
  ),
  stage: labelled({ vi: 'giai đoạn', en: 'stage' }, (value, { locale }) => {
    const stage = Stage.safeParse(value).data;
    return stage ? stageNames[stage][locale] : value;
  }),
  status: labelled({ vi: 'trạng thái', en: 'status' }, (value, { locale }) => {
    const status = LeadStatus.safeParse(value).data;
    return status ? statusNames[status][locale] : value;
  }),
  event: labelled(
    { vi: 'đăng ký sự kiện', en: 'registered for' },
    (value, { names, locale }) => names.forms.get(value)?.title[locale] ?? value,
  ),
  temperature: labelled({ vi: 'độ nóng', en: 'temperature' }, among(temperatureNames)),
  createdFrom: labelled({ vi: 'tạo từ', en: 'created since' }, moment),
  createdTo: labelled({ vi: 'tạo đến', en: 'created until' }, moment),
  activeFrom: labelled({ vi: 'hoạt động từ', en: 'active since' }, moment),
  activeTo: labelled({ vi: 'hoạt động đến', en: 'active until' }, moment),
};

/** A filter that only a later version knows is told by its name. */
const sayingOf = (name: string): Say => (Object.hasOwn(words, name) ? words[name] : undefined) ?? ((value) => `${name}: ${value}`);
