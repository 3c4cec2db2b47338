import { type FormConfig, formKind } from '../capture/form-config.ts';
import { companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import type { Locale } from '../leads/record.ts';
import { statusNames, statusReasons } from '../leads/sentences.ts';
import { pipelineKind } from '../opportunities/pipeline-config.ts';
import { productKind } from '../products/product-config.ts';
import { placeName } from '../regions/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { sequenceKind } from '../sequences/sequence-config.ts';
import type { Texts } from './definition.ts';
import type { Cut } from './rules-cut.ts';
import { onlyKey, unknownKey } from './rules-dimensions.ts';
import { ageBandNames, channelNames, feedbackNames, kindNames, readinessNames, regionNames, stageRowNames, words } from './texts.ts';

/** What keys of rows are called, in one language. */
export interface KeyNames {
  readonly ofRow: (by: string, key: string) => string;
  readonly ofCut: (cut: Cut) => string;
}

/** Reads what the company calls its pools, reps, products, forms and reasons. What has no name any more is called by its id. */
export async function readNames(config: ConfigReader, locale: Locale): Promise<KeyNames> {
  const [companies, fields, forms, pools, reps, products, pipelines, sequences] = await Promise.all([
    config.current(companyKind),
    config.current(fieldKind),
    config.current(formKind),
    config.current(poolKind),
    config.current(repKind),
    config.current(productKind),
    config.current(pipelineKind),
    config.current(sequenceKind),
  ]);
  const inOwn = (table: Readonly<Record<string, Texts>>, key: string): Texts | undefined =>
    Object.hasOwn(table, key) ? table[key] : undefined;
  const said = (texts: Texts | undefined, key: string): string => texts?.[locale] ?? key;
  const inTable = (table: Readonly<Record<string, Texts>>, key: string): string => said(inOwn(table, key), key);
  const { sourceNames = {}, pageTopicNames = {} } = companies.documents.get('company') ?? {};
  const pool = (key: string): string => (key === unknownKey ? words.noPool[locale] : said(pools.documents.get(key)?.name, key));
  const rep = (key: string): string => (key === unknownKey ? words.nobody[locale] : (reps.documents.get(key)?.name ?? key));
  const stage = (key: string): string => inTable(stageRowNames, key);
  const sourceOf = (key: string): string => {
    const [channel = '', ...rest] = key.split(':');
    if (rest.length === 0) return inTable(channelNames, channel);
    const sourceId = rest.join(':');
    const own = inOwn(sourceNames, sourceId);
    const name = own ?? (channel === 'form' ? forms.documents.get(sourceId)?.title : undefined);
    return `${said(name, sourceId)} (${inTable(channelNames, channel)})`;
  };
  const reason = (key: string): string => {
    const [kind = '', word = ''] = key.split(':');
    const lists = [...pipelines.documents.values()].flatMap(({ lostReasons }) => lostReasons);
    const why = kind === 'lost' ? said(lists.find(({ id }) => id === word)?.names, word) : inTable(statusReasons, word);
    return `${kind === 'lost' ? words.lost[locale] : inTable(statusNames, kind)}: ${word === unknownKey ? words.unknown[locale] : why}`;
  };
  const { questions, answers } = saidIn(forms.documents.values(), locale);
  const kindOfWord = (kind: string): string => questions.get(kind) ?? inTable(feedbackNames, kind);
  const wordOf = (key: string): string => {
    const [kind = '', word = ''] = key.split(':');
    return `${kindOfWord(kind)}: ${answers.get(key) ?? word}`;
  };
  const pipelineStage = (key: string): string => {
    const [pipelineId = '', stageId = ''] = key.split(':');
    const known = pipelines.documents.get(pipelineId);
    return `${said(known?.names, pipelineId)} · ${said(known?.stages.find(({ id }) => id === stageId)?.names, stageId)}`;
  };
  // Whoever posts a form answers by its words, and whoever types somebody in by those of the field itself.
  const answer = (field: string, key: string): string => {
    const choice = fields.documents.get(field)?.choices?.find(({ value }) => value === key);
    return choice?.labels[locale] ?? answers.get(`${field}:${key}`) ?? key;
  };
  const place = (key: string): string => placeName({ provinceCode: key, raw: key }, locale) ?? key;

  const ofRow = (by: string, key: string): string => {
    if (key === onlyKey) return words.total[locale];
    switch (by) {
      case 'pool':
        return pool(key);
      case 'rep':
        return rep(key);
      case 'member': {
        const [poolId = '', repId = ''] = key.split('/');
        return `${pool(poolId)} · ${rep(repId)}`;
      }
      case 'move': {
        const [from = '', to = ''] = key.split('>');
        return `${from === '' ? words.arrives[locale] : stage(from)} → ${stage(to)}`;
      }
      case 'stage':
        return key.includes(':') ? pipelineStage(key) : stage(key);
      case 'reason':
        return reason(key);
      case 'said':
        return kindOfWord(key);
      case 'word':
        return key.startsWith('lost:') ? reason(key) : wordOf(key);
      case 'productWord': {
        const [product = '', word = ''] = key.split('/');
        const name = product === unknownKey ? words.unknown[locale] : said(products.documents.get(product)?.names, product);
        return `${name} · ${word.startsWith('lost:') ? reason(word) : wordOf(word)}`;
      }
    }
    if (key === unknownKey) return (by === 'topic' ? words.noTopic : by === 'campaign' ? words.noCampaign : words.unknown)[locale];
    switch (by) {
      case 'source':
        return sourceOf(key);
      case 'sequence':
        return said(sequences.documents.get(key)?.names, key);
      case 'pipeline':
        return said(pipelines.documents.get(key)?.names, key);
      case 'channel':
        return inTable(channelNames, key);
      case 'product':
        return said(products.documents.get(key)?.names, key);
      case 'region':
        return inTable(regionNames, key);
      case 'province':
        return place(key);
      case 'kind':
        return inTable(kindNames, key);
      case 'ageBand':
        return inTable(ageBandNames, key);
      case 'industry':
      case 'incomeBand':
        return answer(by, key);
      case 'sizeBand':
        return answer('companySize', key);
      case 'topic':
        return inTable(pageTopicNames, key);
      case 'day':
      case 'week':
      case 'month':
      case 'closeMonth':
        return locale === 'vi' ? key.split('-').toReversed().join('/') : key;
      default:
        return key;
    }
  };
  const ofCut = (cut: Cut): string => {
    switch (cut.kind) {
      case 'all':
        return words.wholeCompany[locale];
      case 'regions':
        return `${words.ofRegions[locale]}: ${cut.regions.map((region) => (Object.hasOwn(regionNames, region) ? inTable(regionNames, region) : place(region))).join(', ')}`;
      case 'pools':
        return `${words.ofPools[locale]}: ${cut.pools.map(pool).join(', ')}`;
      case 'own':
        return words.own[locale];
    }
  };
  return { ofRow, ofCut };
}

/** What the company's forms call their questions, by form and field, and the answers that they offer, by question or by what these tell of a person. */
function saidIn(
  forms: Iterable<FormConfig>,
  locale: Locale,
): { readonly questions: ReadonlyMap<string, string>; readonly answers: ReadonlyMap<string, string> } {
  const questions = new Map<string, string>();
  const answers = new Map(Object.entries(readinessNames).map(([word, name]) => [`readiness:${word}`, name[locale]]));
  for (const { id, fields } of forms) {
    for (const { name, label, mapsTo, options = [] } of fields) {
      const question = `${id}.${name}`;
      questions.set(question, label[locale]);
      for (const option of options) {
        answers.set(`${question}:${option.value}`, option.label[locale]);
        const told = `${mapsTo ?? name}:${option.value}`;
        if (!answers.has(told)) answers.set(told, option.label[locale]);
      }
    }
  }
  return { questions, answers };
}
