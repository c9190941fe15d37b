select 1 from django_content_type where app_label = 'emr'
   and model = 'encounter';
select 1 from django_content_type where app_label = 'emr' and model = 'vitalsigns';
