import type { Dice } from './dice.ts';
import { plain } from './plain.ts';

/** A firm of which several people turn to the company. */
export interface Firm {
  readonly name: string;
  readonly domain: string;
  readonly taxCode: string;
}

const kinds = ['Công ty TNHH', 'Công ty Cổ phần'];
const trades = ['Nội thất', 'Thực phẩm', 'Dược phẩm', 'May mặc', 'Cơ khí', 'Vật liệu', 'Thủy sản', 'Bao bì'];
const names = ['Tân Hưng', 'Phú Cường', 'Đại Việt', 'Sao Mai', 'Trường Thịnh', 'Hồng Hà', 'Nam Phong', 'Việt Tiến', 'Thái Bình'];

/** All firms: as many as make five to ten people each in a company of two thousand. */
export const firms: readonly Firm[] = names.flatMap((name, row) =>
  trades.filter((_, column) => (row + column) % 2 === 0).map((trade, column) => firm(`${trade} ${name}`, row * trades.length + column)),
);

/** Of large ones more people come. */
export const firmOf = (dice: Dice): Firm => dice.pick(dice.isLucky(45) ? firms.slice(0, 8) : firms);

function firm(name: string, number: number): Firm {
  return {
    name: `${kinds[number % kinds.length]} ${name}`,
    domain: `${plain(name).replaceAll(' ', '')}.example`,
    taxCode: taxCodeOf(number),
  };
}

/** No tax office has the number 99, so the codes of these firms are nobody's. The tenth digit checks the nine before it. */
function taxCodeOf(number: number): string {
  for (let serial = number * 7; ; serial += 1) {
    const digits = `99${String(serial).padStart(7, '0')}`;
    const sum = [31, 29, 23, 19, 17, 13, 7, 5, 3].reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
    if (sum % 11 !== 0) return `${digits}${10 - (sum % 11)}`;
  }
}
