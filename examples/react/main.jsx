import { createRoot } from 'react-dom/client';
import { configure } from 'open-letter';
import theme from 'open-letter/themes/civic.css?url&no-inline';
import { Petition } from './petition.jsx';
import './page.css';

configure({ stylesheet: theme, strings: { en: { sign_button: 'Add your name' } } });

createRoot(document.getElementById('app')).render(<Petition />);
