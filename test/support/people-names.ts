import { randomFrom } from './random-numbers.ts';

/** Family names, each as often in a hundred as people have it (Lê Trung Hoa, 2005, as told by reference works). */
const families: Readonly<Record<string, number>> = {
  Nguyễn: 38,
  Trần: 11,
  Lê: 9.5,
  Phạm: 7,
  Hoàng: 3,
  Huỳnh: 2.1,
  Phan: 4.5,
  Vũ: 2.4,
  Võ: 1.5,
  Đặng: 2.1,
  Bùi: 2,
  Đỗ: 1.4,
  Hồ: 1.3,
  Ngô: 1.3,
  Dương: 1,
  Lý: 0.5,
  Đinh: 1,
  Trịnh: 0.9,
  Đoàn: 0.9,
  Lương: 0.8,
  Mai: 0.8,
  Tô: 0.5,
  Tạ: 0.5,
  Hà: 0.5,
  Cao: 0.5,
  Chu: 0.4,
  Kiều: 0.3,
  Quách: 0.3,
  'Tôn Nữ': 0.1,
};
const middles: Readonly<Record<string, number>> = {
  Thị: 20,
  Văn: 16,
  Minh: 5,
  Thanh: 5,
  Ngọc: 5,
  Đức: 4,
  Hữu: 3,
  Quốc: 4,
  Thu: 4,
  Hoàng: 4,
  Xuân: 3,
  Gia: 3,
  Bảo: 3,
  Kim: 2,
  Hồng: 3,
  Anh: 3,
  Phương: 3,
  Đình: 3,
  Quang: 4,
  '': 6,
  'Thị Thu': 4,
  'Thị Hồng': 3,
  'Ngọc Bảo': 1,
};
const given =
  'Hường Dũng Tuấn Quỳnh Nghĩa Phương Trang Thảo Phúc Vy Đạt Ánh Ngân Khôi Yến Tú Sơn Nghi Khuyên Thương Hoàng Uyên Thủy Quyên Nhật Nguyệt Tuyết Trưởng Diễm Chung Anh Minh Linh Hương Lan Hoa Hùng Cường Long Nam Hải Hà Hạnh Hằng Huệ Mai Nga Nhung Thúy Vân Thi Lệ Vũ Việt Khánh Hòa Hoà Đức Thành Thắng Bình An Tâm Tiến Toàn Trung Trí Tùng Khang Khoa Kiên Lâm Lộc Lợi Luân Mạnh Mỹ My Nhân Như Oanh Phong Phú Phước Quân Quang Quý Sang Tài Tân Thái Thịnh Thu Thuận Tín Tính Trâm Trinh Trúc Vinh Xuân Ý Đăng Đông Đan Giang Châu Chi Bích Ngọc Kim Thư Duy Hiếu Huy'.split(
    ' ',
  );

function pickerOf(weights: Readonly<Record<string, number>>, random: () => number): () => string {
  const all = Object.entries(weights);
  const total = all.reduce((sum, [, weight]) => sum + weight, 0);
  return () => {
    let left = random() * total;
    for (const [name, weight] of all) {
      left -= weight;
      if (left < 0) return name;
    }
    return all[0]?.[0] ?? '';
  };
}

/** Makes Vietnamese names, each part as often as people have it. */
export function anyNames(count: number, seed: number): string[] {
  const random = randomFrom(seed);
  const [family, middle] = [pickerOf(families, random), pickerOf(middles, random)];
  return Array.from({ length: count }, () => {
    const last = given[Math.floor(random() ** 1.5 * given.length)] ?? '';
    return [family(), middle(), last].filter((part) => part !== '').join(' ');
  });
}
