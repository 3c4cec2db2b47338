export const find = {
  title: 'Tìm khách',
  label: 'Tên, 4 số cuối, hoặc e-mail',
  hint: 'Gõ tên không dấu, 4 số cuối, hoặc e-mail.',
  recent: 'Vừa mở',
  results: (count: number) => `${count} khách`,
  none: 'Không thấy ai. Thử 4 số cuối, hoặc thêm một từ trong tên.',
  more: 'Có thể còn nữa: gõ thêm một từ hoặc một số.',
  add: 'Thêm khách mới',
  keys: '↑ ↓ để chọn, Enter để mở',
  failed: 'Chưa tìm được. Kiểm tra mạng rồi gõ lại.',
};
