import { createApp } from 'vue';
import { configure } from 'open-letter';
import 'open-letter/define';
import Petition from './Petition.vue';
import './page.css';

configure({ theme: 'light', strings: { en: { sign_button: 'Add your name' } } });

createApp(Petition).mount('#app');
