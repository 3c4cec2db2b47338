export const me = {
  title: 'Tôi',
  hello: (name: string) => `Chào ${name}`,
  helloNobody: 'Chào bạn',
  role: 'Vai trò',
  roles: { admin: 'Quản trị viên', manager: 'Quản lý vùng', leader: 'Trưởng nhóm', marketer: 'Tiếp thị', rep: 'Nhân viên kinh doanh' },
  company: 'Công ty',
  zone: 'Múi giờ',
  language: 'Ngôn ngữ',
  languages: { vi: 'Tiếng Việt', en: 'English' },
  theme: 'Giao diện',
  themes: { auto: 'Theo máy', light: 'Sáng', dark: 'Tối' },
};
