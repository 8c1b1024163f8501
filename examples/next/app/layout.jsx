import './page.css';

export const metadata = { title: 'An open letter in Next' };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
