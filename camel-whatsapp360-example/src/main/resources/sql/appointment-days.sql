select distinct to_char(day, 'YYYY-MM-DD') as "id", to_char(day, 'FMDay, FMDD FMMonth') as "title"
from slot where customer is null order by 1
