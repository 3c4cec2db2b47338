import { describe, expect, it } from '@jest/globals';
import { defaultConfig } from '../../../config/index.ts';
import { validateAll } from '../../../shared/config/check.ts';
import { configKinds } from '../../../shared/config-registry/index.ts';
import { productNamed, withIds } from '../../../shared/products/index.ts';
import { ProductConfig, productKind } from '../../../shared/products/product-config.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const pos = ProductConfig.parse({ id: 'ban-hang', names: { vi: 'Bán hàng', en: 'Point of sale' }, aliases: ['POS'] });
const books = ProductConfig.parse({ id: 'ke-toan', names: { vi: 'Kế toán', en: 'Accounting' } });
const products = new Map([pos, books].map((product) => [product.id as string, product]));

describe('a word about a product', () => {
  it.each([
    ['ban-hang', 'ban-hang'],
    ['BÁN HÀNG', 'ban-hang'],
    ['ban hang', 'ban-hang'],
    ['point of sale', 'ban-hang'],
    ['pos', 'ban-hang'],
    ['Kế  toán', 'ke-toan'],
    ['máy in', undefined],
    ['', undefined],
  ])('“%s” names %s', (word, id) => {
    expect(productNamed(word, products)?.id).toBe(id);
  });

  it('gives way to the id once, and stays as it was written where it names no product', () => {
    expect(withIds(['POS', 'Máy in', 'Bán hàng', 'ke-toan'], products)).toEqual(['ban-hang', 'Máy in', 'ke-toan']);
    expect(withIds(['POS'], new Map())).toEqual(['POS']);
  });
});

describe('the products together', () => {
  const faultsOf = (...documents: readonly object[]) => validateAll([productKind], { products: documents }).map(({ message }) => message);

  it.each([
    ['go with what is there', [{ ...pos, goesWith: ['kho'] }], 'there is no product kho'],
    ['do not go with themselves', [{ ...pos, goesWith: ['ban-hang'] }], 'a product does not go with itself'],
    ['share no word', [pos, { ...books, aliases: ['Pos'] }], '“pos” names the product ban-hang as well'],
    ['name a package once', [{ ...pos, packages: [1, 2].map(() => ({ id: 'a', names: pos.names })) }], 'the package a is listed twice'],
    [
      'cost money that there is',
      [{ ...pos, packages: [{ id: 'a', names: pos.names, price: { amount: 1, currency: 'ZZZ' } }] }],
      'there is no such currency: write it as ISO 4217 does, e.g. VND',
    ],
  ])('%s', (_what, documents, message) => {
    expect(faultsOf(...documents)).toEqual([message]);
  });
});

describe('the pipelines together', () => {
  const stages = [{ id: 'new', names: pos.names, probability: 10 }];
  const pipeline = { id: 'sales', names: pos.names, stages };
  const faultsOf = (...pipelines: readonly object[]) =>
    validateAll(configKinds, { ...defaultConfig, pipelines }).map(({ message }) => message);

  it.each([
    ['are complete by one that names no products', [pipeline], []],
    [
      'leave no need without one',
      [{ ...pipeline, products: ['ban-hang'] }],
      ['exactly one pipeline must name no products, so that every need has one; there are 0'],
    ],
    [
      'share no product',
      [pipeline, { ...pipeline, id: 'b', products: ['ban-hang'] }, { ...pipeline, id: 'c', products: ['ban-hang'] }],
      ['the product ban-hang has the pipeline b already'],
    ],
    ['name products that are there', [pipeline, { ...pipeline, id: 'b', products: ['xe'] }], ['there is no product xe']],
    ['list a stage once', [{ ...pipeline, stages: [...stages, ...stages] }], ['new is listed twice']],
  ])('%s', (_what, pipelines, messages) => {
    expect(faultsOf(...pipelines)).toEqual(messages);
  });
});

describe('a territory', () => {
  const [first, ...others] = defaultConfig.territories;
  const faultsOf = (product: string, forms: readonly unknown[] = defaultConfig.forms) =>
    validateAll(configKinds, { ...defaultConfig, forms, territories: [{ ...first, when: { products: [product] } }, ...others] }).map(
      ({ path, message }) => ({ path, message }),
    );

  it('calls a listed product by its id, and any other as a form offers it', () => {
    const offered = { value: 'máy in', label: { vi: 'Máy in', en: 'Printers' } };
    const forms = defaultConfig.forms.map((form) => ({
      ...form,
      fields: form.fields.map((field) => (field.name === 'product' ? { ...field, options: [offered] } : field)),
    }));

    expect(faultsOf('kho-san-xuat')).toEqual([]);
    expect(faultsOf('máy in', forms)).toEqual([]);
    expect(faultsOf('máy in')).toEqual([{ path: ['when', 'products', 0], message: 'there is no product máy in, and no form offers it' }]);
    expect(faultsOf('Kho và sản xuất')).toEqual([{ path: ['when', 'products', 0], message: 'write the id of the product: kho-san-xuat' }]);
  });
});

describe('a post', () => {
  it('about a product by another of its words becomes a lead with its id, and goes where the id goes', async () => {
    const world = createWorld();

    await world.takeIn(world.post({ fullName: 'Nguyễn Thị Hường', phone: '0912 345 678', province: 'TP.HCM', product: 'Kho va san xuat' }));
    await world.takeIn(world.post({ fullName: 'Trần Văn Nam', phone: '0912 345 679', province: 'TP.HCM', product: 'Máy in' }));

    const [known, unknown] = world.leads();
    expect([known?.products, known?.routing?.poolId]).toEqual([['kho-san-xuat'], 'specialists']);
    expect([unknown?.products, unknown?.routing?.poolId]).toEqual([['Máy in'], 'south']);
  });
});
